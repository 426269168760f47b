package org.deconas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.deconas.cli.mesh.JsonFile;
import org.deconas.schema.Event;
import org.deconas.schema.EventCodec;
import org.deconas.search.LogArchive;
import org.deconas.search.WholeSearch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorboardTest {

    private static final List<Event> LOG = WholeSearch.log("e", WholeSearch.settings());

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path archive;

    @BeforeEach
    void writeArchive() throws IOException {
        archive = folder.resolve("e.zip");
        try (LogArchive.Writer writer = new LogArchive.Writer(Files.newOutputStream(archive))) {
            for (Event event : LOG) {
                writer.write(new LogArchive.Entry(
                        event.eventId(),
                        EventCodec.type(event),
                        event.experimentId(),
                        Instant.EPOCH.plusSeconds(1),
                        new String(EventCodec.encode(event), StandardCharsets.UTF_8)));
            }
        }
    }

    @Test
    void archiveBecomesRuns() throws IOException {
        // When
        int exitCode = run("tensorboard", archive.toString(), "--to", "runs", "--json");

        // Then
        JsonNode written = JsonFile.MAPPER.readTree(out.toString());
        assertThat(exitCode).isZero();
        assertThat(written.path("runs")).extracting(JsonNode::asText).contains("search", "winner");
        assertThat(written.path("points").asLong()).isGreaterThan(60);
    }

    @Test
    void runningSearchIsFollowedToItsEnd() throws IOException {
        // Given
        StringBuilder stream = new StringBuilder();
        for (int i = 0; i < LOG.size(); i++) {
            stream.append("id:").append(i + 1).append("\nevent:");
            stream.append(LOG.get(i).getClass().getSimpleName()).append("\ndata:");
            stream.append(new String(EventCodec.encode(LOG.get(i)), StandardCharsets.UTF_8))
                    .append("\n\n");
        }
        int archived;
        int followed;
        try (StandInService service = StandInService.experiments(folder)) {
            service.at("/v1/experiments/e", exchange -> StandInService.answer(exchange, 200, "{}"));
            service.at("/v1/experiments/e/events", exchange -> StandInService.answer(exchange, 200, stream.toString()));

            // When
            archived = run("tensorboard", archive.toString(), "--to", "archived");
            followed = run("tensorboard", "e", "--follow", "--to", "followed");
        }

        // Then: the same but for the times, which have one length
        assertThat(archived).isZero();
        assertThat(followed).isZero();
        assertThat(size("followed/search")).isPositive().isEqualTo(size("archived/search"));
        assertThat(size("followed/winner")).isPositive().isEqualTo(size("archived/winner"));
    }

    @Test
    void whatCannotBeShownIsRefusedInOneLine() throws IOException {
        refused("there is no file", "tensorboard", "missing.zip", "--to", "runs");
        refused("leave --follow out", "tensorboard", archive.toString(), "--follow", "--to", "runs");
        Path other = Files.writeString(folder.resolve("other"), "no archive");
        refused("This is no experiment's archive", "tensorboard", other.toString(), "--to", "runs");
    }

    private void refused(String word, String... arguments) {
        err.getBuffer().setLength(0);
        assertThat(run(arguments)).isEqualTo(1);
        assertThat(err.toString().lines()).singleElement().asString().contains(word);
    }

    private long size(String run) throws IOException {
        try (var files = Files.list(folder.resolve(run))) {
            return Files.size(files.findFirst().orElseThrow());
        }
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>();
        for (String argument : arguments) {
            all.add(
                    all.isEmpty() || !all.get(all.size() - 1).equals("--to")
                            ? argument
                            : folder.resolve(argument).toString());
        }
        all.addAll(List.of("--home", folder.toString()));
        return Deconas.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }
}
