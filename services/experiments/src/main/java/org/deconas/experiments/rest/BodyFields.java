package org.deconas.experiments.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.deconas.search.settings.InvalidSettingsException.Fault;

/**
 * The fields of a JSON object as a request has them. What is wrong is gathered, so that one answer names all of it; a field that is wrong
 * reads as one that is absent.
 */
final class BodyFields {

    private final String prefix;
    private final JsonNode object;
    private final List<Fault> faults;

    private BodyFields(String prefix, JsonNode object, Set<String> known, List<Fault> faults) {
        this.prefix = prefix;
        this.object = object;
        this.faults = faults;
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                wrong(name, "is unknown; there are " + String.join(", ", new TreeSet<>(known)));
            }
        });
    }

    /**
     * The fields of a body.
     *
     * @param body no object is a fault
     * @param faults where what is wrong is added
     */
    static BodyFields of(JsonNode body, Set<String> known, List<Fault> faults) {
        if (!body.isObject()) {
            faults.add(new Fault("", "The body cannot be read: it must be a JSON object"));
        }
        return new BodyFields("", body, known, faults);
    }

    /** Text; null when absent. */
    String text(String name, int mostCharacters) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            return cannotBeRead(name, "text");
        }
        if (value.textValue().length() > mostCharacters) {
            return cannotBeRead(name, "no longer than " + mostCharacters + " characters");
        }
        return value.textValue();
    }

    /** A whole number; null when absent. */
    Long wholeNumber(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        return value.isIntegralNumber() && value.canConvertToLong()
                ? Long.valueOf(value.longValue())
                : cannotBeRead(name, "a whole number");
    }

    /** An object's values by name; empty when absent. */
    Map<String, JsonNode> values(String name) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        ObjectNode object = object(name);
        if (object != null) {
            object.properties().forEach(field -> values.put(field.getKey(), field.getValue()));
        }
        return values;
    }

    /** The fields of an object in this one; null when absent. */
    BodyFields within(String name, Set<String> known) {
        ObjectNode object = object(name);
        return object == null ? null : new BodyFields(prefix + name + ".", object, known, faults);
    }

    private ObjectNode object(String name) {
        JsonNode value = value(name);
        return value == null || value instanceof ObjectNode ? (ObjectNode) value : cannotBeRead(name, "an object");
    }

    private JsonNode value(String name) {
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private <T> T cannotBeRead(String name, String right) {
        wrong(name, "cannot be read: it must be " + right);
        return null;
    }

    private void wrong(String name, String why) {
        faults.add(new Fault(prefix + name, "Field '" + prefix + name + "' " + why));
    }
}
