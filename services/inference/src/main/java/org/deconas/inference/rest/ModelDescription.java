package org.deconas.inference.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import java.util.function.Function;
import org.deconas.inference.models.ModelLife;
import org.deconas.inference.models.ModelState;
import org.deconas.schema.ModelDescriptor;
import org.deconas.schema.ModelTrained;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What users are told of a model. */
record ModelDescription(
        @Schema(description = "What requests call it by") String id,

        @JsonProperty("default")
        @Schema(
                description =
                        "Whether it serves requests that name no model: the newest of those that were trained here does")
        boolean isDefault,

        @Schema(description = "The experiment that it came from; null for an imported one")
        String experimentId,

        @Schema(description = "The architecture: 0 and 1 separated by spaces; null for an imported one")
        String sequence,

        @Schema(description = "How many times wider and higher an image becomes")
        int scale,

        @Schema(description = "Number of weights; null for an imported one")
        Long parameters,

        @Schema(description = "Multiply-adds for one pixel of the low-resolution image; null for an imported one")
        Long multiplyAddsPerPixel,

        @Schema(description = "Luma PSNR on the experiment's validation patches, dB; null for an imported one")
        Double validationPsnr,

        @Schema(description = "The same of bicubic enlargement, dB; null for an imported one")
        Double bicubicPsnr,

        @Schema(description = "Training steps that it had; null for an imported one")
        Integer steps,

        @Schema(description = "What it was imported from; null for one that was trained here")
        Source imported,

        @Schema(description = "SHA-256 of the archive of its SavedModel")
        String digest,

        @Schema(
                description =
                        "SERVING: requests can name it; ANNOUNCED: it is being fetched; PASSED_OVER: it cannot be had,"
                                + " and is tried again when it is announced anew and when the service starts")
        ModelState state,

        @Schema(description = "Why it, or a newer one of its id in its place, does not serve; else null")
        String reason) {

    /** A network of others. */
    record Source(
            @Schema(description = "The file or folder, by its name")
            String file,

            @Schema(description = "rgb, bgr, or luma: then Cb and Cr are enlarged by bicubic")
            String colours,

            @Schema(description = "The values that it takes: 1, 255 or -1..1")
            String range,

            @Schema(
                    description =
                            "Whether large images are run tile by tile; else they are refused, because it is not known"
                                    + " how far it sees")
            boolean tiled) {

        static Source of(ModelDescriptor.Imported imported) {
            return new Source(imported.file(), imported.colours(), imported.range(), imported.tiled());
        }
    }

    static ModelDescription of(ModelLife life, boolean isDefault) {
        ModelDescriptor model = life.announcement().model();
        Optional<ModelTrained> event = model.origin() instanceof ModelDescriptor.Trained trained
                ? Optional.of(trained.event())
                : Optional.empty();
        return new ModelDescription(
                model.modelId(),
                isDefault,
                of(event, ModelTrained::experimentId),
                of(event, ModelTrained::sequence),
                model.scale(),
                of(event, ModelTrained::parameters),
                of(event, ModelTrained::multiplyAddsPerPixel),
                of(event, ModelTrained::validationPsnr),
                of(event, ModelTrained::bicubicPsnr),
                of(event, ModelTrained::steps),
                model.origin() instanceof ModelDescriptor.Imported imported ? Source.of(imported) : null,
                model.savedModel().sha256(),
                life.state(),
                life.reason().orElse(null));
    }

    /** Null for a model that was not trained here. */
    private static <T> T of(Optional<ModelTrained> event, Function<ModelTrained, T> field) {
        return event.map(field).orElse(null);
    }
}
