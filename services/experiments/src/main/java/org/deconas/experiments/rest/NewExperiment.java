package org.deconas.experiments.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a user asks for. */
@Schema(description = "A search to start")
public record NewExperiment(
        @Schema(description = "What people call it; the profile and the id when absent", examples = "foggy harbour")
        String name,

        @Schema(description = "What the settings start from: quick, small or paper", defaultValue = "quick")
        String profile,

        @Schema(
                description = "Dotted key to value; data.images, the folder of training images, is required",
                type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.OBJECT,
                examples = "{\"data.images\": \"/data/images\", \"reward.penalty-weight\": 1.0}")
        Map<String, JsonNode> settings) {

    public NewExperiment {
        profile = profile == null ? "quick" : profile;
        settings = settings == null ? Map.of() : settings;
    }
}
