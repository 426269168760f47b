package org.deconas.inference.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.deconas.inference.models.ModelLife;
import org.deconas.inference.models.ModelState;
import org.deconas.schema.ModelTrained;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What users are told of a model. */
record ModelDescription(
        @Schema(description = "What requests call it by") String id,

        @JsonProperty("default") @Schema(description = "Whether it serves requests that name no model: the newest does")
        boolean isDefault,

        @Schema(description = "The experiment that it came from")
        String experimentId,

        @Schema(description = "The architecture: 0 and 1 separated by spaces")
        String sequence,

        @Schema(description = "How many times wider and higher an image becomes")
        int scale,

        @Schema(description = "Number of weights") long parameters,

        @Schema(description = "Multiply-adds for one pixel of the low-resolution image")
        long multiplyAddsPerPixel,

        @Schema(description = "Luma PSNR on the experiment's validation patches, dB")
        double validationPsnr,

        @Schema(description = "The same of bicubic enlargement, dB")
        double bicubicPsnr,

        @Schema(description = "Training steps that it had") int steps,

        @Schema(description = "SHA-256 of the archive of its SavedModel")
        String digest,

        @Schema(
                description =
                        "SERVING: requests can name it; ANNOUNCED: it is being fetched; PASSED_OVER: it cannot be had,"
                                + " and is tried again when it is announced anew and when the service starts")
        ModelState state,

        @Schema(description = "Why it, or a newer one of its id in its place, does not serve; else null")
        String reason) {

    static ModelDescription of(ModelLife life, boolean isDefault) {
        ModelTrained event = life.announcement().event();
        return new ModelDescription(
                event.modelId(),
                isDefault,
                event.experimentId(),
                event.sequence(),
                event.network().scale(),
                event.parameters(),
                event.multiplyAddsPerPixel(),
                event.validationPsnr(),
                event.bicubicPsnr(),
                event.steps(),
                event.savedModel().sha256(),
                life.state(),
                life.reason().orElse(null));
    }
}
