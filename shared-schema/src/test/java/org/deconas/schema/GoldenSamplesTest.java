package org.deconas.schema;

import static org.assertj.core.api.Assertions.assertThat;

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
    void isReadAndWrittenAgainAsItWas(String type) throws UnreadableEventException {
        // Given
        byte[] sample = EventFiles.goldenSample(type);
        // When
        Event event = EventCodec.decode(type, sample);
        // Then
        assertThat(EventFiles.json(EventCodec.encode(event))).isEqualTo(EventFiles.json(sample));
        assertThat(EventCodec.type(event)).isEqualTo(type);
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
            files = found.map(path -> path.getFileName().toString()).toList();
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
