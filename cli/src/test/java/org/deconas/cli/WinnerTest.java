package org.deconas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deconas.artifacts.DirectoryArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WinnerTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private StandInService service;

    @BeforeEach
    void serve() throws IOException {
        Path content = Files.createDirectories(folder.resolve("content/saved_model"));
        Files.writeString(content.resolve("saved_model.pb"), "a model");
        Files.writeString(folder.resolve("content/MODEL_CARD.md"), "a card");
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        DirectoryArchive.pack(folder.resolve("content"), archive);
        service = StandInService.experiments(folder);
        service.at("/v1/experiments/k7m2x9qd/winner", exchange -> {
            exchange.sendResponseHeaders(200, archive.size());
            archive.writeTo(exchange.getResponseBody());
            exchange.close();
        });
        service.at(
                "/v1/experiments/running/winner",
                exchange -> StandInService.answer(exchange, 409, "{\"detail\":\"it has no winner yet\"}"));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void filesAreWrittenToAFolder() {
        // Given
        Path to = folder.resolve("new/winner");

        // When
        int exitCode = run("winner", "k7m2x9qd", "--to", to.toString());

        // Then
        assertThat(exitCode).isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines(to + ": MODEL_CARD.md, saved_model/");
        assertThat(to.resolve("saved_model/saved_model.pb")).hasContent("a model");
    }

    @Test
    void archiveIsKeptWhereTheNameAsksForOne() {
        // Given
        Path to = folder.resolve("winner.zip");

        // When
        int exitCode = run("winner", "k7m2x9qd", "--to", to.toString());

        // Then
        assertThat(exitCode).isZero();
        assertThat(to).isNotEmptyFile();
    }

    @Test
    void folderThatHoldsSomethingIsNotTouched() throws IOException {
        // Given
        Path to = Files.createDirectory(folder.resolve("full"));
        Files.writeString(to.resolve("MODEL_CARD.md"), "mine");

        // When
        int exitCode = run("winner", "k7m2x9qd", "--to", to.toString());

        // Then
        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString()).contains("is not empty; choose a new folder");
        assertThat(to.resolve("MODEL_CARD.md")).hasContent("mine");
    }

    @Test
    void reasonWhyThereIsNoneIsALine() {
        // When
        int exitCode = run("winner", "running", "--to", folder.resolve("none").toString());

        // Then
        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString().lines()).singleElement().asString().contains("it has no winner yet");
        assertThat(folder.resolve("none")).doesNotExist();
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
