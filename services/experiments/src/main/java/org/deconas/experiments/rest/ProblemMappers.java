package org.deconas.experiments.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.UriInfo;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.deconas.experiments.projection.Failures;
import org.deconas.experiments.projection.ReadModelBehindException;
import org.deconas.search.settings.InvalidSettingsException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every error as {@link Problem}. */
class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    @ServerExceptionMapper
    RestResponse<Problem> problem(ProblemException e) {
        return Problem.response(e.status(), e.getMessage());
    }

    @ServerExceptionMapper
    RestResponse<Problem> settings(InvalidSettingsException e) {
        return Problem.response(400, e.getMessage(), e.faults());
    }

    @ServerExceptionMapper
    RestResponse<Problem> json(MismatchedInputException e) {
        return Problem.response(400, say(e));
    }

    @ServerExceptionMapper
    RestResponse<Problem> http(WebApplicationException e, UriInfo request) {
        int status = e.getResponse().getStatus();
        if (e.getCause() instanceof JsonProcessingException json) {
            return Problem.response(status, say(json));
        }
        return Problem.response(
                status,
                switch (status) {
                    case 404 ->
                        "Nothing is at /" + request.getPath().replaceFirst("^/", "") + "; GET /q/openapi lists what is";
                    case 405 -> "The method is not allowed here; GET /q/openapi lists which are";
                    case 406 -> "This gives application/json, and text/event-stream for events";
                    case 415 -> "This takes application/json";
                    default -> e.getMessage();
                });
    }

    @ServerExceptionMapper
    RestResponse<Problem> behind(ReadModelBehindException e) {
        return Problem.response(503, e.getMessage());
    }

    @ServerExceptionMapper
    RestResponse<Problem> other(Throwable e) {
        if (Failures.isDatabaseAway(e)) {
            return Problem.response(503, "The read model does not answer: " + Failures.rootMessage(e));
        }
        if (e instanceof CancellationException) {
            LOG.debugf("Nobody waits for the answer any more: reason=%s", e.getMessage());
            return Problem.response(503, "The request was given up by its client");
        }
        if (Failures.isLate(e)) {
            LOG.warnf("Request is given up: reason=%s", e);
            return Problem.response(
                    503,
                    "The service has waited too long for its database or for Kafka; what was asked may still be done");
        }
        LOG.error("Request failed", e);
        return Problem.response(500, "The service failed; its log says why");
    }

    private static String say(JsonProcessingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            String known = unknown.getKnownPropertyIds().stream()
                    .map(String::valueOf)
                    .sorted()
                    .collect(Collectors.joining(", "));
            return "Field '" + unknown.getPropertyName() + "' is unknown; there are " + known;
        }
        String path = e instanceof JsonMappingException mapping
                ? mapping.getPath().stream()
                        .map(JsonMappingException.Reference::getFieldName)
                        .filter(name -> name != null)
                        .collect(Collectors.joining("."))
                : "";
        String where = path.isEmpty() ? "The body" : "Field '" + path + "'";
        return where + " cannot be read: "
                + e.getOriginalMessage().lines().findFirst().orElse("");
    }
}
