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
import java.util.function.UnaryOperator;
import org.deconas.cli.mesh.JsonFile;
import org.deconas.schema.Event;
import org.deconas.schema.EventCodec;
import org.deconas.search.LogArchive;
import org.deconas.search.WholeSearch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path archive;

    @BeforeEach
    void writeArchive() throws IOException {
        archive = write("search.zip", body -> body);
    }

    @Test
    void archiveIsVerifiedWithoutAMesh() {
        // When
        int exitCode = run("replay", archive.toString(), "--verify");

        // Then
        assertThat(exitCode).isZero();
        assertThat(out.toString())
                .isEqualToIgnoringNewLines("5 of 5 policy versions identical, 31 of 31 draws identical,"
                        + " 16 of 16 rewards follow from their PSNR, winner identical");
    }

    @Test
    void oneByteOfARewardChangesAndTheVersionThatDiffersFirstIsNamed() throws IOException {
        // Given: the last digit of the rewards of the third update's first trial
        Path altered = write(
                "altered.zip",
                body -> body.contains("\"e/r2/u0/t0\"") && body.contains("\"reward\":")
                        ? body.replaceFirst("(\"reward\":[0-9.]*)([0-8])([0-9]}?)$", "$19$3")
                        : body);

        // When
        int exitCode = run("replay", altered.toString());

        // Then
        assertThat(exitCode).isEqualTo(1);
        assertThat(out.toString().lines())
                .hasSizeGreaterThanOrEqualTo(3)
                .anyMatch(line -> line.startsWith("first difference: e/r2/u0/t0: reward is "))
                .anyMatch(line -> line.startsWith("first difference: policy version 3: "));
    }

    @Test
    void otherPenaltyIsShownBesideTheLog() throws IOException {
        // When
        int exitCode = run("replay", archive.toString(), "--set", "reward.penalty-weight=100", "--json");

        // Then
        JsonNode answer = JsonFile.MAPPER.readTree(out.toString());
        assertThat(exitCode).isZero();
        assertThat(answer.path("changed")).hasSize(1);
        assertThat(answer.path("asked").path("meanPenalty").asDouble())
                .isLessThan(answer.path("logged").path("meanPenalty").asDouble());
    }

    @Test
    void bothPoliciesStandInATable() {
        // When
        int exitCode = run("replay", archive.toString(), "--set", "reward.penalty-weight=100");

        // Then
        assertThat(exitCode).isZero();
        assertThat(out.toString())
                .contains("with other reward.penalty-weight", "most probable: penalty", "mean penalty of its draws");
    }

    @Test
    void questionsThatHaveNoAnswerAreRefusedInOneLine() {
        refused("network.filters", "replay", archive.toString(), "--set", "network.filters=16");
        refused("did you mean 'reward.penalty-weight'", "replay", archive.toString(), "--set", "reward.penalty-wait=1");
        refused("there is no file", "replay", folder.resolve("nothing.zip").toString());
        refused("two questions", "replay", archive.toString(), "--verify", "--set", "reward.penalty-weight=1");
        refused("there is no file", "import", folder.resolve("nothing.zip").toString());
    }

    @Test
    void whatIsNoArchiveIsRefusedByItsName() throws IOException {
        Path other = Files.writeString(folder.resolve("other.zip"), "no archive");
        refused("other.zip: This is no experiment's archive", "replay", other.toString());
    }

    private void refused(String word, String... arguments) {
        err.getBuffer().setLength(0);
        assertThat(run(arguments)).isEqualTo(1);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString()).contains(word);
    }

    private Path write(String name, UnaryOperator<String> change) throws IOException {
        Path file = folder.resolve(name);
        try (LogArchive.Writer writer = new LogArchive.Writer(Files.newOutputStream(file))) {
            for (Event event : WholeSearch.log("e", WholeSearch.settings())) {
                writer.write(new LogArchive.Entry(
                        event.eventId(),
                        EventCodec.type(event),
                        event.experimentId(),
                        Instant.EPOCH,
                        change.apply(new String(EventCodec.encode(event), StandardCharsets.UTF_8))));
            }
        }
        return file;
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--home", folder.toString()));
        return Deconas.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }
}
