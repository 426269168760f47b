package org.deconas.experiments.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deconas.search.settings.InvalidSettingsException.Fault;
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
        Map<String, JsonNode> settings,

        @Schema(
                description =
                        "Another experiment to go on from; then its settings are what is changed, and there is no profile")
        Origin origin) {

    /** A point of another experiment's log. */
    @Schema(description = "A point of another experiment's log: give round or position")
    public record Origin(
            @Schema(description = "The other experiment's id", required = true)
            String experiment,

            @Schema(description = "The first round that is searched anew; the rounds before count")
            Long round,

            @Schema(description = "The last position of its event stream that counts")
            Long position) {}

    private static final int MOST_CHARACTERS = 200;

    public NewExperiment {
        profile = profile == null && origin == null ? "quick" : profile;
        settings = settings == null ? Map.of() : settings;
    }

    /** Reads a body; what is wrong is added to the faults. */
    static NewExperiment read(JsonNode body, List<Fault> faults) {
        BodyFields fields = BodyFields.of(body, Set.of("name", "profile", "settings", "origin"), faults);
        BodyFields origin = fields.within("origin", Set.of("experiment", "round", "position"));
        return new NewExperiment(
                fields.text("name", MOST_CHARACTERS),
                fields.text("profile", MOST_CHARACTERS),
                fields.values("settings"),
                origin == null
                        ? null
                        : new Origin(
                                origin.text("experiment", MOST_CHARACTERS),
                                origin.wholeNumber("round"),
                                origin.wholeNumber("position")));
    }

    /** Reads the body of a request for an experiment with the settings of another one. */
    static NewExperiment readClone(JsonNode body, List<Fault> faults) {
        BodyFields fields = BodyFields.of(body, Set.of("name", "settings"), faults);
        return new NewExperiment(fields.text("name", MOST_CHARACTERS), null, fields.values("settings"), null);
    }

    /** Its name, or another one when it has none. */
    String nameOr(String otherwise) {
        return name == null || name.isBlank() ? otherwise : name;
    }
}
