package org.deconas.inference.rest;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * An error as RFC 9457 has it.
 *
 * @param type always {@code about:blank}: the status says what kind of problem it is
 * @param title the status in words
 * @param detail one line: what is wrong and what would be right
 */
@Schema(description = "An error as RFC 9457 has it; detail says what is wrong and what would be right")
public record Problem(String type, String title, int status, String detail) {

    /** The media type of errors. */
    public static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(int status, String detail) {
        RestResponse.Status known = RestResponse.Status.fromStatusCode(status);
        return new Problem("about:blank", known == null ? "Error" : known.getReasonPhrase(), status, detail);
    }

    static RestResponse.ResponseBuilder<Problem> response(int status, String detail) {
        return RestResponse.ResponseBuilder.<Problem>create(status)
                .entity(of(status, detail))
                .type(MEDIA_TYPE);
    }
}
