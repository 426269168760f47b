package org.deconas.inference.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.deconas.inference.models.PromotedModel;
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
        String digest) {

    static ModelDescription of(PromotedModel model, boolean isDefault) {
        ModelTrained event = model.event();
        return new ModelDescription(
                model.id(),
                isDefault,
                event.experimentId(),
                event.sequence(),
                model.scale(),
                event.parameters(),
                event.multiplyAddsPerPixel(),
                event.validationPsnr(),
                event.bicubicPsnr(),
                event.steps(),
                model.digest());
    }
}
