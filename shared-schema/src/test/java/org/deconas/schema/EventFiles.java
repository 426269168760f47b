package org.deconas.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.stream.Stream;

/** The committed files that belong to each event type. */
final class EventFiles {

    private EventFiles() {}

    /** Every CloudEvents type that can stand in a log. */
    static Stream<String> types() {
        return EventCodec.readableTypes().keySet().stream();
    }

    /** The name of a type's files: {@code RewardMeasured.v1.json}. */
    static String name(String type) {
        return type.substring("org.deconas.".length()) + ".json";
    }

    static JsonNode schema(String type) {
        return json("/schemas/" + name(type));
    }

    static byte[] goldenSample(String type) {
        return bytes("/golden/" + name(type));
    }

    /** A sample with the fields that the type got later, all of them optional. */
    static Optional<byte[]> additionalSample(String type) {
        String resource = "/golden/additions/" + name(type);
        return EventFiles.class.getResource(resource) == null ? Optional.empty() : Optional.of(bytes(resource));
    }

    static Event goldenEvent(String type) {
        try {
            return EventCodec.decode(type, goldenSample(type));
        } catch (UnreadableEventException e) {
            throw new AssertionError(e);
        }
    }

    static JsonNode json(byte[] bytes) {
        try {
            return EventCodec.mapper().readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(String resource) {
        return json(bytes(resource));
    }

    private static byte[] bytes(String resource) {
        try (InputStream file = EventFiles.class.getResourceAsStream(resource)) {
            if (file == null) {
                throw new AssertionError("There is no " + resource);
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
