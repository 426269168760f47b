package org.deconas.experiments.projection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.deconas.experiments.Samples;
import org.deconas.experiments.domain.DeadLetterKind;
import org.deconas.experiments.projection.Reading.Readable;
import org.deconas.experiments.projection.Reading.Unreadable;
import org.deconas.schema.Event;
import org.deconas.schema.EventCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingTest {

    /** Stands in a body where a test puts its own text. */
    private static final String MARK = "@";

    @Test
    void eventsAreRead() {
        for (Event event : Samples.life("x")) {
            // When
            Reading reading = read(EventCodec.type(event), EventCodec.encode(event));
            // Then
            assertThat(reading).isEqualTo(new Readable(event));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"NaN", "Infinity", "-Infinity", "\"NaN\"", "\"Infinity\"", "\"-Infinity\"", "1e999", "-1e999"})
    void numberThatIsNoneIsUnreadableInEveryField(String number) throws IOException {
        // Given
        int fields = 0;
        for (Event event : Samples.life("x")) {
            for (String marked : markedBodies(event)) {
                String body = marked.replace("\"" + MARK + "\"", number);
                fields++;
                // When
                Reading reading = read(EventCodec.type(event), body.getBytes(StandardCharsets.UTF_8));
                // Then
                assertThat(reading)
                        .as(body)
                        .isInstanceOfSatisfying(
                                Unreadable.class,
                                letter -> assertThat(letter.kind()).isEqualTo(DeadLetterKind.UNREADABLE));
            }
        }
        assertThat(fields).isGreaterThan(50);
    }

    @Test
    void typeThatIsNotOursIsUnknown() {
        for (String type : List.of("org.deconas.RewardMeasured.v2", "org.elsewhere.Thing.v1", "")) {
            // When
            Reading reading = read(type, new byte[] {'{', '}'});
            // Then
            assertThat(reading)
                    .isInstanceOfSatisfying(
                            Unreadable.class,
                            letter -> assertThat(letter.kind()).isEqualTo(DeadLetterKind.UNKNOWN_TYPE));
        }
    }

    @Test
    void recordWithoutATypeIsUnreadable() {
        // When
        Reading reading = read(null, new byte[] {'{', '}'});
        // Then
        assertThat(reading)
                .isEqualTo(new Unreadable(
                        DeadLetterKind.UNREADABLE, "The record has no CloudEvents type (header ce_type)"));
    }

    private static Reading read(String type, byte[] body) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("deconas.rewards", 0, 0, null, body);
        if (type != null) {
            record.headers().add("ce_type", type.getBytes(StandardCharsets.UTF_8));
        }
        return Reading.of(record);
    }

    /** The event's body once for each of its fractions, with a mark in place of that. */
    private static List<String> markedBodies(Event event) throws IOException {
        JsonNode body = EventCodec.mapper().readTree(EventCodec.encode(event));
        List<String> bodies = new ArrayList<>();
        mark(body, body, bodies);
        return bodies;
    }

    private static void mark(JsonNode node, JsonNode whole, List<String> bodies) {
        if (node instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                JsonNode value = object.get(name);
                if (value.isDouble()) {
                    object.put(name, MARK);
                    bodies.add(whole.toString());
                    object.set(name, value);
                }
                mark(value, whole, bodies);
            }
        }
        if (node.isArray()) {
            node.forEach(item -> mark(item, whole, bodies));
        }
    }
}
