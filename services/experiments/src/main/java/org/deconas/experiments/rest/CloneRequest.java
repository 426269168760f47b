package org.deconas.experiments.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is different in an experiment that has another one's settings. */
@Schema(description = "What is different; an empty body asks for the very same search")
record CloneRequest(
        @Schema(description = "What people call it; the other one's name and the id when absent")
        String name,

        @Schema(
                description = "Dotted key to value",
                type = SchemaType.OBJECT,
                examples = "{\"seed\": 2, \"reward.penalty-weight\": 1.0}")
        Map<String, JsonNode> settings) {}
