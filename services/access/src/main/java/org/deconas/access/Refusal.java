package org.deconas.access;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** The answer to a request that is not let through, as RFC 9457 has it. */
final class Refusal {

    private Refusal() {}

    static void send(RoutingContext request, int status, String detail) {
        request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .end(new JsonObject()
                        .put("type", "about:blank")
                        .put("title", HttpResponseStatus.valueOf(status).reasonPhrase())
                        .put("status", status)
                        .put("detail", detail)
                        .encode());
        request.request().resume(); // what was sent with it is read and dropped
    }
}
