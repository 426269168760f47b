package org.deconas.inference.rest;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every error as {@link Problem}. */
class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

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
    RestResponse<Problem> other(Throwable e) {
        LOG.error("Request failed", e);
        return Problem.response(500, "The service failed on this request; its log says why")
                .build();
    }
}
