package org.deconas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deconas.cli.mesh.JsonFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandsTest {

    private static final String ID = "k7m2x9qd";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String events;
    private Path file;
    private StandInService standIn; // null unless a test needs one

    @BeforeEach
    void writeEvents() throws IOException {
        try (var resource = getClass().getResourceAsStream("/experiment.json")) {
            events = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
        file = Files.writeString(folder.resolve("events.json"), events);
    }

    @AfterEach
    void stopStandIn() {
        if (standIn != null) {
            standIn.close();
        }
    }

    @Test
    void reportIsMadeFromAFile() throws IOException {
        // Given
        Path to = folder.resolve("report");

        // When
        int exitCode = run("report", file.toString(), "--to", to.toString());

        // Then
        assertThat(exitCode).isZero();
        assertThat(out.toString()).startsWith(to.resolve("report.md") + " and 5 plots");
        assertThat(Files.readString(to.resolve("report.md")))
                .startsWith("# Report on 1 experiment\n")
                .contains(ID);
    }

    @Test
    void reportIsMadeFromTheMeshAndEndsWithTheStream() throws IOException {
        // Given
        serve("COMPLETED");

        // When
        int exitCode =
                run("report", ID, "--json", "--to", folder.resolve("report").toString());

        // Then
        JsonNode answer = JsonFile.MAPPER.readTree(out.toString());
        assertThat(exitCode).isZero();
        assertThat(answer.path("experiments")).hasSize(1);
        assertThat(answer.path("files"))
                .hasSize(6)
                .allSatisfy(written -> assertThat(Path.of(written.asText())).isNotEmptyFile());
    }

    @Test
    void runningExperimentIsRefusedWithWhatCanBeDone() throws IOException {
        // Given
        serve("RUNNING");

        // When
        int exitCode = run("report", ID);

        // Then
        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("deconas: experiment " + ID + " has not ended, it is RUNNING; 'deconas watch " + ID);
    }

    @Test
    void meshAndFileOfOneExperimentAreTheSame() throws IOException {
        // Given
        serve("COMPLETED");

        // When
        int exitCode = run("compare", ID, file.toString());

        // Then
        assertThat(exitCode).isZero();
        assertThat(out.toString())
                .isEqualToIgnoringNewLines(
                        "4 of 4 trials identical, 2 of 2 policy versions identical, winner identical");
    }

    @Test
    void otherRewardIsSaidAndAFailure() throws IOException {
        // Given
        Path other = Files.writeString(
                folder.resolve("other.json"), events.replace("\"reward\": 30.75", "\"reward\": 30.750000000000004"));

        // When
        int exitCode = run("compare", file.toString(), other.toString());

        // Then
        assertThat(exitCode).isEqualTo(1);
        assertThat(out.toString().lines())
                .containsExactly(
                        "3 of 4 trials identical, 2 of 2 policy versions identical, winner identical",
                        "first difference: round 1, update 0, trial 1: reward is 30.75 in the first and"
                                + " 30.750000000000004 in the second");
    }

    @Test
    void comparisonIsGivenAsJson() throws IOException {
        // When
        int exitCode = run("compare", "--json", file.toString(), file.toString());

        // Then
        JsonNode answer = JsonFile.MAPPER.readTree(out.toString());
        assertThat(exitCode).isZero();
        assertThat(answer.path("same").asBoolean()).isTrue();
        assertThat(answer.path("trials").path("identical").asInt()).isEqualTo(4);
        assertThat(answer.path("first").isNull()).isTrue();
    }

    @Test
    void missingFileIsNotTakenForAnExperiment() {
        // When
        int exitCode = run("compare", "missing.json", file.toString());

        // Then
        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString()).isEqualToIgnoringNewLines("deconas: there is no file missing.json");
    }

    /** Serves the events as the experiments service does, and closes the stream behind the last. */
    private void serve(String state) throws IOException {
        StringBuilder stream = new StringBuilder();
        int position = 0;
        for (String line : events.lines().toList()) {
            JsonNode event = JsonFile.MAPPER.readTree(line);
            stream.append("id:").append(++position).append('\n');
            stream.append("event:").append(event.path("type").asText()).append('\n');
            stream.append("data:").append(event.path("body")).append("\n\n");
        }
        standIn = StandInService.experiments(folder);
        standIn.at(
                "/v1/experiments/" + ID,
                exchange -> StandInService.answer(exchange, 200, "{\"state\":\"" + state + "\"}"));
        standIn.at(
                "/v1/experiments/" + ID + "/events",
                exchange -> StandInService.answer(exchange, 200, stream.toString()));
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
