package org.deconas.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.deconas.schema.ArtifactReference;
import org.deconas.schema.Event;
import org.deconas.schema.EventCodec;
import org.deconas.schema.UnreadableEventException;
import org.junit.jupiter.api.Test;

class LogArchiveTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00.123456Z");

    @Test
    void logComesBackAsItWasAndGivesTheSameDigests() throws IOException, UnreadableEventException {
        // Given
        List<Event> log = WholeSearch.log(AnsweringStandIn.settings(1));

        // When
        List<Event> read = new ArrayList<>();
        try (LogArchive.Reader reader = new LogArchive.Reader(new ByteArrayInputStream(archive(log)))) {
            for (Optional<LogArchive.Entry> entry = reader.nextEvent(); entry.isPresent(); entry = reader.nextEvent()) {
                assertThat(entry.get().time()).isEqualTo(NOON);
                read.add(entry.get().event());
            }
        }

        // Then
        assertThat(read).isEqualTo(log);
        assertThat(Replay.of(read).verify()).isEqualTo(Replay.of(log).verify());
    }

    @Test
    void bodyKeepsItsCharactersAndBlobsComeAfterTheEvents() throws IOException {
        // Given: a body that another writer has laid out, with a number that has more digits than a double
        String body = "{ \"experimentId\" : \"e\",\n  \"psnr\" : 31.846153000000000001 }";
        ArtifactReference blob = new ArtifactReference("a".repeat(64), 4);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (LogArchive.Writer writer = new LogArchive.Writer(out)) {
            writer.write(new LogArchive.Entry("e/x", "org.deconas.RewardMeasured.v1", "e", NOON, body));
            writer.write(blob, new ByteArrayInputStream("blob".getBytes(StandardCharsets.UTF_8)));
        }

        // When, then
        try (LogArchive.Reader reader = new LogArchive.Reader(new ByteArrayInputStream(out.toByteArray()))) {
            assertThat(reader.nextEvent().orElseThrow().body()).isEqualTo(body.replace('\n', ' '));
            assertThat(reader.nextEvent()).isEmpty();
            assertThat(reader.nextArtifact()).contains(blob.sha256());
            assertThat(reader.content().readAllBytes()).asString().isEqualTo("blob");
            assertThat(reader.nextArtifact()).isEmpty();
        }
    }

    @Test
    void cloudEventsOfOtherWritersMayHaveTheirDataAnywhere() throws IOException {
        // Given
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("events.jsonl"));
            zip.write(("{\"id\":\"e/x\",\"data\":{\"experimentId\":\"e\"},\"type\":\"t\",\"subject\":\"e\",\"time\":\""
                            + NOON + "\"}\n")
                    .getBytes(StandardCharsets.UTF_8));
        }

        // When
        LogArchive.Reader reader = new LogArchive.Reader(new ByteArrayInputStream(out.toByteArray()));

        // Then
        assertThat(reader.nextEvent())
                .contains(new LogArchive.Entry("e/x", "t", "e", NOON, "{\"experimentId\":\"e\"}"));
    }

    @Test
    void whatIsNoArchiveIsRefused() throws IOException {
        // Given
        ByteArrayOutputStream otherZip = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(otherZip)) {
            zip.putNextEntry(new ZipEntry("../../etc/passwd"));
        }

        // When, then
        assertThatThrownBy(() -> new LogArchive.Reader(new ByteArrayInputStream("no zip".getBytes())))
                .hasMessageContaining("no experiment's archive");
        assertThatThrownBy(() -> new LogArchive.Reader(new ByteArrayInputStream(otherZip.toByteArray())))
                .hasMessageContaining("no experiment's archive");
    }

    @Test
    void lineThatIsNoEventIsNamed() throws IOException {
        // Given
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("events.jsonl"));
            zip.write("{\"specversion\":\"1.0\",\"type\":\"org.deconas.RewardMeasured.v1\"}\n".getBytes());
        }

        // When
        LogArchive.Reader reader = new LogArchive.Reader(new ByteArrayInputStream(out.toByteArray()));

        // Then
        assertThatThrownBy(reader::nextEvent).hasMessage("Line 1 of events.jsonl has no id");
    }

    private static byte[] archive(List<Event> log) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (LogArchive.Writer writer = new LogArchive.Writer(out)) {
            for (Event event : log) {
                writer.write(new LogArchive.Entry(
                        event.eventId(),
                        EventCodec.type(event),
                        event.experimentId(),
                        NOON,
                        new String(EventCodec.encode(event), StandardCharsets.UTF_8)));
            }
        }
        return out.toByteArray();
    }
}
