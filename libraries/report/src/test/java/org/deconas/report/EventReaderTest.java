package org.deconas.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.deconas.report.SyntheticSearch.SMALL;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deconas.schema.EventCodec;
import org.deconas.schema.TrialPurpose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventReaderTest {

    @TempDir
    Path folder;

    private final SyntheticSearch search = new SyntheticSearch("one", "random", 7)
            .trial(1, 0, SMALL, 30.1, 0.1)
            .policy(0, "digest", 0);

    @Test
    void printedEventsAreReadToTheBit() throws IOException {
        // When
        List<ExperimentLog> logs = EventReader.read(file(search.printed()));

        // Then
        assertThat(logs).singleElement().satisfies(log -> {
            assertThat(log.id()).isEqualTo("one");
            assertThat(log.strategy()).isEqualTo("random");
            assertThat(log.rewards(TrialPurpose.REINFORCE))
                    .isEqualTo(search.log().rewards(TrialPurpose.REINFORCE));
            assertThat(SearchComparison.of(log, search.log()).isSame()).isTrue();
        });
    }

    @Test
    void oneEventALineIsReadAsWell() throws IOException {
        // Given
        StringBuilder lines = new StringBuilder();
        try (var objects = EventCodec.mapper().readerFor(JsonNode.class).readValues(search.printed())) {
            while (objects.hasNext()) {
                lines.append(objects.next()).append('\n');
            }
        }

        // When
        List<ExperimentLog> logs = EventReader.read(file(lines.toString()));

        // Then
        assertThat(logs.get(0).policies()).hasSize(1);
    }

    @Test
    void whatIsWrittenTwiceIsTakenOnceAndExperimentsAreKeptApart() throws IOException {
        // Given
        SyntheticSearch other = new SyntheticSearch("two", "reinforce", 8).trial(1, 0, SMALL, 31, 0.1);

        // When
        List<ExperimentLog> logs = EventReader.read(file(search.printed() + other.printed() + search.printed()));

        // Then
        assertThat(logs).extracting(ExperimentLog::id).containsExactly("one", "two");
        assertThat(logs)
                .allSatisfy(
                        log -> assertThat(log.rewards(TrialPurpose.REINFORCE)).hasSize(1));
    }

    @Test
    void logThatSaysNothingOfItsStrategyIsReinforce() throws IOException {
        // Given
        String old = search.printed().replaceAll(",\\s*\"strategy\" : \"random\"", "");

        // When
        List<ExperimentLog> logs = EventReader.read(file(old));

        // Then
        assertThat(old).doesNotContain("random");
        assertThat(logs.get(0).strategy()).isEqualTo("reinforce");
    }

    @Test
    void fileWithSomethingElseIsRefusedInOneLine() throws IOException {
        // Given
        Path prose = file("{\"type\": \"Dinner\", \"body\": {}}");

        // When
        Throwable refusal = catchThrowable(() -> EventReader.read(prose));

        // Then
        assertThat(refusal).hasMessageStartingWith(prose + ", event 1: Type 'Dinner' is unknown; readable are");
    }

    @Test
    void emptyFileIsRefusedWithTheWayToWriteOne() throws IOException {
        // Given
        Path empty = file("");

        // When
        Throwable refusal = catchThrowable(() -> EventReader.read(empty));

        // Then
        assertThat(refusal).hasMessageContaining("holds no events").hasMessageContaining("deconas watch ID --json");
    }

    @Test
    void logWithoutItsBeginningIsRefused() throws IOException {
        // Given
        String text = search.printed();
        Path tail = file(text.substring(text.indexOf("{", text.indexOf("}\n{") + 2)));

        // When
        Throwable refusal = catchThrowable(() -> EventReader.read(tail));

        // Then
        assertThat(refusal).hasMessageContaining("experiment one do not begin with its request");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("events.json"), text);
    }
}
