package org.deconas.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One body of every event version that was ever written: it stays readable. These files are never changed, only added to. */
class GoldenSamplesTest {

    static Stream<String> types() {
        return EventFiles.types();
    }

    @ParameterizedTest
    @MethodSource("types")
    void allThatItHoldsIsReadAndWrittenAgain(String type) throws UnreadableEventException {
        // Given
        byte[] sample = EventFiles.goldenSample(type);
        // When
        Event event = EventCodec.decode(type, sample);
        // Then
        assertHolds(EventFiles.json(EventCodec.encode(event)), EventFiles.json(sample), type);
        assertThat(EventCodec.type(event)).isEqualTo(type);
    }

    @ParameterizedTest
    @MethodSource("typesWithAdditions")
    void laterFieldsAreReadAndWrittenAgain(String type) throws UnreadableEventException {
        // Given
        byte[] sample = EventFiles.additionalSample(type).orElseThrow();
        // When
        Event event = EventCodec.decode(type, sample);
        // Then
        assertThat(EventFiles.json(EventCodec.encode(event))).isEqualTo(EventFiles.json(sample));
    }

    static Stream<String> typesWithAdditions() {
        return types().filter(type -> EventFiles.additionalSample(type).isPresent());
    }

    /** Fields that were added since may stand beside those of the sample. */
    private static void assertHolds(JsonNode written, JsonNode sample, String at) {
        if (sample.isObject()) {
            sample.properties().forEach(field -> {
                assertThat(written.has(field.getKey()))
                        .as(at + "/" + field.getKey())
                        .isTrue();
                assertHolds(written.get(field.getKey()), field.getValue(), at + "/" + field.getKey());
            });
        } else {
            assertThat(written).as(at).isEqualTo(sample);
        }
    }

    @Test
    void everyEventHasOneAndEveryOneIsRead() throws IOException {
        // Given
        List<String> ofEvents = Arrays.stream(Event.class.getPermittedSubclasses())
                .map(kind -> kind.getSimpleName() + ".v1.json")
                .toList();
        // When
        List<String> files;
        try (Stream<Path> found = Files.list(Path.of("src/test/resources/golden"))) {
            files = found.filter(Files::isRegularFile)
                    .map(path -> path.getFileName().toString())
                    .toList();
        }
        // Then
        assertThat(files).containsAll(ofEvents);
        assertThat(files)
                .containsExactlyInAnyOrderElementsOf(
                        types().map(EventFiles::name).toList());
    }

    @Test
    void noTwoHappeningsShareAnEventId() {
        // When
        List<String> ids =
                types().map(type -> EventFiles.goldenEvent(type).eventId()).toList();
        // Then
        assertThat(ids).doesNotHaveDuplicates();
    }
}
