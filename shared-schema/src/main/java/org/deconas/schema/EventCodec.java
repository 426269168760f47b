package org.deconas.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Events to and from JSON. The type name of an event is its record's name and version, {@code
 * org.deconas.RewardMeasured.v1}; a changed event gets a new version, and every version that was ever written stays readable.
 */
public final class EventCodec {

    private static final String PREFIX = "org.deconas.";

    /** Every type name that can stand in a log, with the record that reads it. */
    private static final Map<String, Class<? extends Event>> TYPES = types();

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new ParameterNamesModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build();

    private EventCodec() {}

    /** The CloudEvents type of an event. */
    public static String type(Event event) {
        return type(event.getClass());
    }

    /** The CloudEvents type of the current version of a kind of event. */
    public static String type(Class<? extends Event> kind) {
        return PREFIX + kind.getSimpleName() + ".v1";
    }

    /** Every type name that can be read. */
    public static Map<String, Class<? extends Event>> readableTypes() {
        return TYPES;
    }

    /** The mapper that writes and reads bodies; settings files and HTTP bodies use the same one. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    /** The body of an event, UTF-8 JSON with the fields in the order of the record. */
    public static byte[] encode(Event event) {
        try {
            return MAPPER.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a body.
     *
     * @param type the CloudEvents type; may be null
     * @param body UTF-8 JSON; may be null
     * @throws UnreadableEventException when the type is unknown or the body is no such event
     */
    public static Event decode(String type, byte[] body) throws UnreadableEventException {
        if (type == null) {
            throw new UnreadableEventException("The record has no CloudEvents type (header ce_type)");
        }
        Class<? extends Event> kind = TYPES.get(type);
        if (kind == null) {
            throw new UnreadableEventException("Type '" + type + "' is unknown; readable are "
                    + TYPES.keySet().stream()
                            .map(name -> name.substring(PREFIX.length()))
                            .collect(Collectors.joining(", ")));
        }
        if (body == null || body.length == 0) {
            throw new UnreadableEventException("The record of type '" + type + "' has no body");
        }
        try {
            Event event = MAPPER.readValue(body, kind);
            if (event == null) {
                throw new UnreadableEventException("The body of '" + type + "' is null");
            }
            return event;
        } catch (ValueInstantiationException e) {
            throw new UnreadableEventException("The body of '" + type + "' is refused: " + rootMessage(e));
        } catch (IOException e) {
            throw new UnreadableEventException("The body is no JSON of '" + type + "': " + rootMessage(e));
        }
    }

    /**
     * Reads a body as event streams give it.
     *
     * @param type the CloudEvents type, or as {@code RewardMeasured}; that says no version: the newest that reads the body is right
     * @throws UnreadableEventException when the type is unknown or the body is no such event
     */
    public static Event decodeStreamed(String type, JsonNode body) throws UnreadableEventException {
        List<String> versions = TYPES.keySet().stream()
                .filter(name -> name.startsWith(PREFIX + type + ".v"))
                .sorted(Comparator.reverseOrder())
                .toList();
        UnreadableEventException refusal = null;
        for (String version : versions.isEmpty() ? List.of(type) : versions) {
            try {
                return decode(version, MAPPER.writeValueAsBytes(body));
            } catch (UnreadableEventException e) {
                refusal = refusal == null ? e : refusal;
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e); // a tree can be written
            }
        }
        throw refusal;
    }

    private static String rootMessage(Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String message = cause instanceof JsonProcessingException json ? json.getOriginalMessage() : cause.getMessage();
        return message == null
                ? cause.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Class<? extends Event>> types() {
        Map<String, Class<? extends Event>> types = new TreeMap<>();
        Arrays.stream(Event.class.getPermittedSubclasses())
                .forEach(kind -> types.put(type((Class<? extends Event>) kind), (Class<? extends Event>) kind));
        return Collections.unmodifiableMap(types);
    }
}
