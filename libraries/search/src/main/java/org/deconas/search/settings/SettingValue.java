package org.deconas.search.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.deconas.schema.EventCodec;

/** What a user gave for a setting, as the JSON value that the setting's type has. Text is converted: {@code "24"} is 24. */
final class SettingValue {

    private SettingValue() {}

    /** @throws IllegalArgumentException with one line that names key, value and what would be right */
    static JsonNode convert(String key, JsonNode given, Class<?> declared) {
        Class<?> type = MethodType.methodType(declared).unwrap().returnType();
        if (type == String.class) {
            return text(key, given);
        }
        if (type == boolean.class) {
            return truth(key, given);
        }
        if (type == double.class) {
            return DoubleNode.valueOf(number(key, given, "a number").doubleValue());
        }
        if (type.isEnum()) {
            return choice(key, given, type);
        }
        return whole(key, given, type);
    }

    /** One of an enum's constants, as JSON writes them. */
    private static JsonNode choice(String key, JsonNode given, Class<?> type) {
        List<String> choices = Arrays.stream(type.getEnumConstants())
                .map(constant -> EventCodec.mapper().convertValue(constant, String.class))
                .toList();
        if (!choices.contains(given.asText())) {
            throw refused(key, given, "one of " + String.join(", ", choices));
        }
        return TextNode.valueOf(given.asText());
    }

    private static JsonNode text(String key, JsonNode given) {
        if (!given.isTextual() || given.textValue().isBlank()) {
            throw refused(key, given, "text");
        }
        return TextNode.valueOf(given.textValue());
    }

    private static JsonNode truth(String key, JsonNode given) {
        return switch (given.asText()) {
            case "true" -> BooleanNode.TRUE;
            case "false" -> BooleanNode.FALSE;
            default -> throw refused(key, given, "true or false");
        };
    }

    private static JsonNode whole(String key, JsonNode given, Class<?> type) {
        try {
            BigDecimal number = number(key, given, "a whole number");
            return LongNode.valueOf(type == int.class ? number.intValueExact() : number.longValueExact());
        } catch (ArithmeticException e) {
            throw refused(key, given, type == int.class ? "a whole number below 2^31" : "a whole number below 2^63");
        }
    }

    private static BigDecimal number(String key, JsonNode given, String right) {
        if (!given.isNumber() && !given.isTextual()) {
            throw refused(key, given, right);
        }
        try {
            return new BigDecimal(given.asText().strip());
        } catch (NumberFormatException e) {
            throw refused(key, given, right);
        }
    }

    private static IllegalArgumentException refused(String key, JsonNode given, String right) {
        return new IllegalArgumentException(key + " is " + given + ", but must be " + right);
    }
}
