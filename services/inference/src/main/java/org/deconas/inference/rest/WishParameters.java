package org.deconas.inference.rest;

import jakarta.ws.rs.DefaultValue;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

/** The query of a request that has an image enlarged, at once or as a job. */
public class WishParameters {

    @Parameter(
            description =
                    "The model's id, as GET /v1/models lists it, or sha256: and its digest, which no newer model of"
                            + " that id has; the newest model without it")
    @RestQuery
    String model;

    @Parameter(description = "png, jpeg, webp or tiff; without it what Accept says, and png of a job")
    @RestQuery
    String format;

    @Parameter(description = "Of JPEG, and of WebP, which is lossless without it: 1 to 100")
    @RestQuery
    Integer quality;

    @Parameter(description = "Mean over eight orientations: better, in eight times the time")
    @RestQuery
    @DefaultValue("false")
    boolean ensemble;

    @Parameter(
            description =
                    "How often the model enlarges, each time what it gave before: 2 of scale 2 give 4 times the width"
                            + " and height. 1 to 4")
    @RestQuery
    @DefaultValue("1")
    int passes;

    @Parameter(description = "keep: EXIF, XMP and texts go with the image")
    @RestQuery
    String metadata;
}
