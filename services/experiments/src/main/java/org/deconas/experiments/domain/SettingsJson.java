package org.deconas.experiments.domain;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.UncheckedIOException;
import org.deconas.schema.EventCodec;
import org.deconas.schema.ExperimentSettings;

/** Settings as they stand in the database: the JSON that the log has. */
final class SettingsJson {

    private SettingsJson() {}

    static String write(ExperimentSettings settings) {
        try {
            return EventCodec.mapper().writeValueAsString(settings);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ExperimentSettings read(String json) {
        try {
            return EventCodec.mapper().readValue(json, ExperimentSettings.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
