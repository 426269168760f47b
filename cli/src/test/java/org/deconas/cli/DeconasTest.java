package org.deconas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deconas.cli.mesh.JsonFile;
import org.deconas.cli.mesh.MeshHome;
import org.deconas.cli.mesh.MeshPorts;
import org.deconas.cli.mesh.MeshSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DeconasTest {

    @TempDir
    Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void statusOfAMeshThatDoesNotRunIsAFailure() throws Exception {
        // When
        int exitCode = run("status", "--json");

        // Then
        JsonNode answer = JsonFile.MAPPER.readTree(out.toString());
        assertThat(exitCode).isEqualTo(1);
        assertThat(answer.get("up").asBoolean()).isFalse();
        assertThat(answer.findValuesAsText("state")).hasSize(6).containsOnly("STOPPED");
    }

    @Test
    void downWithoutAMeshSucceeds() {
        // When
        int exitCode = run("down");

        // Then
        assertThat(exitCode).isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines("nothing runs");
    }

    @Test
    void failureIsOneLine() throws Exception {
        // Given
        Files.writeString(home.resolve("mesh.json"), "{");

        // When
        int exitCode = run("status");

        // Then
        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString().lines()).singleElement().asString().contains("mesh.json is damaged");
    }

    @Test
    void failureShowsItsStackTraceWhenVerbose() throws Exception {
        // Given
        Files.writeString(home.resolve("mesh.json"), "{");

        // When
        run("status", "--verbose");

        // Then
        assertThat(err.toString()).contains("\tat org.deconas.cli");
    }

    @Test
    void unknownOptionIsAWrongCall() {
        // When
        int exitCode = run("status", "--nonsense");

        // Then
        assertThat(exitCode).isEqualTo(2);
    }

    @Test
    void portsThatAreNotGivenAreThoseOfTheLastTime() {
        // Given
        MeshHome remembering = new MeshHome(home);
        remembering.remember(MeshSettings.embedded(MeshPorts.DEFAULT.shifted(100)));

        // When
        MeshPorts ports = parse("--trainer-port=7000").settings(remembering).ports();

        // Then
        assertThat(ports).isEqualTo(new MeshPorts(9192, 5533, 8180, 8181, 7000, 8183, 8184, 8190));
    }

    @Test
    void offsetCountsFromTheUsualPorts() {
        // Given
        MeshHome remembering = new MeshHome(home);
        remembering.remember(MeshSettings.embedded(MeshPorts.DEFAULT.shifted(100)));

        // When
        MeshSettings settings = parse("--port-offset=0").settings(remembering);

        // Then
        assertThat(settings).isEqualTo(MeshSettings.DEFAULT);
    }

    @Test
    void ownDatabaseIsRememberedUntilTheEmbeddedOneIsAskedFor() {
        // Given
        MeshHome remembering = new MeshHome(home);
        remembering.remember(parse("--postgres-url=postgres://db.example/mesh", "--postgres-user=me")
                .settings(remembering));

        // When
        MeshSettings later = parse().settings(remembering);
        MeshSettings embedded = parse("--postgres-url=embedded").settings(remembering);

        // Then
        assertThat(later.database().url()).isEqualTo("postgresql://db.example/mesh");
        assertThat(later.database().user()).isEqualTo("me");
        assertThat(embedded).isEqualTo(MeshSettings.DEFAULT);
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--home", home.toString()));
        return Deconas.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }

    private static MeshOptions parse(String... arguments) {
        MeshOptions options = new MeshOptions();
        new CommandLine(CommandLine.Model.CommandSpec.create()
                        .addMixin("mesh", CommandLine.Model.CommandSpec.forAnnotatedObject(options)))
                .parseArgs(arguments);
        return options;
    }
}
