package org.deconas.inference.rest;

import io.vertx.core.http.HttpClosedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.core.multipart.MultipartParser;

/** Every error as {@link Problem}. */
class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    /** What the parser of forms says when the body ends too early: it has no exception of its own. */
    private static final String CUT_FORM = "Connection terminated parsing multipart request";

    private final BodyLimit bodyLimit;

    ProblemMappers(BodyLimit bodyLimit) {
        this.bodyLimit = bodyLimit;
    }

    @ServerExceptionMapper
    RestResponse<Problem> problem(ProblemException e) {
        RestResponse.ResponseBuilder<Problem> response = Problem.response(e.status(), e.getMessage());
        e.retryAfter().ifPresent(seconds -> response.header(HttpHeaders.RETRY_AFTER, seconds));
        return response.build();
    }

    @ServerExceptionMapper
    RestResponse<Problem> http(WebApplicationException e, UriInfo request) {
        int status = e.getResponse().getStatus();
        return Problem.response(
                        status,
                        switch (status) {
                            case 404 ->
                                "Nothing is at /" + request.getPath().replaceFirst("^/", "")
                                        + "; GET /q/openapi lists what is";
                            case 405 -> "The method is not allowed here; GET /q/openapi lists which are";
                            case 406 ->
                                "POST /v1/upscale gives image/png, image/jpeg, image/webp or image/tiff, GET /v1/jobs/{id}/events text/event-stream, and models and jobs are application/json";
                            case 413 -> bodyLimit.detail();
                            default -> e.getMessage();
                        })
                .build();
    }

    @ServerExceptionMapper
    RestResponse<Problem> malformed(MultipartParser.MalformedMessageException e) {
        return brokenForm();
    }

    private static RestResponse<Problem> brokenForm() {
        return Problem.response(400, "The form is cut short or malformed; send the image as its field 'image'")
                .build();
    }

    /** An image's and a network's own have been dealt with: what is left comes from reading the request. */
    @ServerExceptionMapper
    RestResponse<Problem> unread(IOException e) {
        if (CUT_FORM.equals(e.getMessage())) {
            return brokenForm();
        }
        if (Stream.iterate((Throwable) e, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof ClosedChannelException || cause instanceof HttpClosedException)) {
            LOG.debugf("The client has gone: %s", e.getMessage());
            return Problem.response(400, "The body is cut short").build();
        }
        return other(e);
    }

    @ServerExceptionMapper
    RestResponse<Problem> other(Throwable e) {
        LOG.error("Request failed", e);
        return Problem.response(500, "The service failed on this request; its log says why")
                .build();
    }
}
