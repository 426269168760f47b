package org.deconas.experiments.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import org.deconas.search.settings.InvalidSettingsException.Fault;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * An error as RFC 9457 has it.
 *
 * @param type always {@code about:blank}: the status says what kind of problem it is
 * @param title the status in words
 * @param detail one line: what is wrong and what would be right
 * @param errors each setting that is wrong; absent for other problems
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(String type, String title, int status, String detail, List<Fault> errors) {

    /** The media type of errors. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** When to ask again whoever is told that something does not answer. */
    private static final int RETRY_AFTER_SECONDS = 5;

    static RestResponse<Problem> response(int status, String detail) {
        return response(status, detail, null);
    }

    static RestResponse<Problem> response(int status, String detail, List<Fault> errors) {
        RestResponse.Status known = RestResponse.Status.fromStatusCode(status);
        String title = known == null ? "Error" : known.getReasonPhrase();
        RestResponse.ResponseBuilder<Problem> response = RestResponse.ResponseBuilder.<Problem>create(status)
                .entity(new Problem("about:blank", title, status, detail, errors))
                .type(MEDIA_TYPE);
        if (status == RestResponse.StatusCode.SERVICE_UNAVAILABLE) {
            response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return response.build();
    }
}
