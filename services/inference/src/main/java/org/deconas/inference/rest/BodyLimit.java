package org.deconas.inference.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Answers a request whose body is said to be too long before it is read, with a {@link Problem}: the server's own answer is empty. */
@Singleton
class BodyLimit {

    private static final int BEFORE_THE_SERVER_S_OWN = 1000;

    private static final Duration LINGER = Duration.ofSeconds(10);

    private final long bytes;
    private final ObjectMapper json;

    BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit, ObjectMapper json) {
        this.bytes = limit.asLongValue();
        this.json = json;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_THE_SERVER_S_OWN);
    }

    /** What is wrong with a body that is too long. */
    String detail() {
        return "The body is longer than the " + (bytes >> 20) + " MiB that this service takes";
    }

    private void check(RoutingContext request) {
        if (length(request) <= bytes) {
            request.next();
            return;
        }
        HttpServerRequest upload = request.request();
        request.response()
                .setStatusCode(413)
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .end(body());
        // Many clients read the answer only when they have sent all; a connection that closes before takes it from
        // them.
        upload.handler(ignored -> {}).endHandler(sent -> upload.connection().close());
        upload.resume();
        request.vertx().setTimer(LINGER.toMillis(), timer -> upload.connection().close());
    }

    private static long length(RoutingContext request) {
        try {
            String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return 0; // the server refuses it
        }
    }

    private String body() {
        try {
            return json.writeValueAsString(Problem.of(413, detail()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
