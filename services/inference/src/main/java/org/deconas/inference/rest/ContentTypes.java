package org.deconas.inference.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** What a body says that it is: nothing means bytes (RFC 9110, section 8.3) and no form, nonsense is refused. */
class ContentTypes {

    /** RFC 2046, section 5.1.1. */
    private static final Pattern BOUNDARY = Pattern.compile("[0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-]");

    /** @throws ProblemException when it is no media type, or a form's that cannot be read */
    @ServerRequestFilter(preMatching = true)
    void check(ContainerRequestContext request) {
        String stated = request.getHeaderString(HttpHeaders.CONTENT_TYPE);
        if (stated == null) {
            request.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_OCTET_STREAM);
            return;
        }
        MediaType type = parsed(stated);
        if (MediaType.MULTIPART_FORM_DATA_TYPE.isCompatible(type)) {
            String boundary = type.getParameters().get("boundary");
            if (boundary == null || !BOUNDARY.matcher(boundary).matches()) {
                throw new ProblemException(
                        400, "Content-Type of a form must say boundary=..., 1 to 70 characters of RFC 2046");
            }
        }
    }

    private static MediaType parsed(String stated) {
        try {
            return MediaType.valueOf(stated);
        } catch (RuntimeException e) {
            // The parser answers some of them with exceptions of other kinds
            throw new ProblemException(
                    415, "Content-Type is '" + stated + "', but must be a media type, as image/png; or leave it out");
        }
    }
}
