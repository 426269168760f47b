package org.deconas.search.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deconas.schema.EventCodec;
import org.deconas.schema.ExperimentSettings;
import org.deconas.search.settings.InvalidSettingsException.Fault;

/** Settings as users change them: dotted key and value, {@code reward.penalty-weight} and {@code 1.0}. */
public final class SettingChanges {

    private SettingChanges() {}

    /**
     * Settings with some of them changed.
     *
     * @param changes dotted key → JSON scalar, or text that is converted
     * @throws InvalidSettingsException when there is no such setting, or a value is of the wrong type or out of range
     */
    public static ExperimentSettings of(ExperimentSettings settings, Map<String, JsonNode> changes)
            throws InvalidSettingsException {
        ObjectNode tree = EventCodec.mapper().valueToTree(settings);
        apply(changes, tree);
        return read(tree);
    }

    /**
     * Changes a tree of settings in place.
     *
     * @param changes dotted key → JSON scalar, or text that is converted
     * @throws InvalidSettingsException when there is no such setting, or a value is of the wrong type; names them all
     */
    public static void apply(Map<String, JsonNode> changes, ObjectNode tree) throws InvalidSettingsException {
        List<Fault> faults = new ArrayList<>();
        changes.forEach((key, given) -> {
            Class<?> type = SettingKeys.all().get(key);
            if (type == null) {
                faults.add(new Fault(
                        key, "Setting '" + key + "' is unknown; did you mean '" + SettingKeys.nearest(key) + "'?"));
                return;
            }
            try {
                put(tree, key, SettingValue.convert(key, given, type));
            } catch (IllegalArgumentException e) {
                faults.add(new Fault(key, e.getMessage()));
            }
        });
        if (!faults.isEmpty()) {
            throw new InvalidSettingsException(faults);
        }
    }

    private static void put(ObjectNode tree, String key, JsonNode value) {
        int dot = key.indexOf('.');
        if (dot < 0) {
            tree.set(key, value);
        } else {
            tree.withObject("/" + key.substring(0, dot)).set(key.substring(dot + 1), value);
        }
    }

    /**
     * The settings of a tree. The records' constructors know the ranges; their message starts with the key.
     *
     * @throws InvalidSettingsException when a value is missing or out of range
     */
    public static ExperimentSettings read(ObjectNode tree) throws InvalidSettingsException {
        try {
            return EventCodec.mapper().convertValue(tree, ExperimentSettings.class);
        } catch (IllegalArgumentException e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            String message = cause.getMessage();
            throw new InvalidSettingsException(message.substring(0, message.indexOf(' ')), message);
        }
    }
}
