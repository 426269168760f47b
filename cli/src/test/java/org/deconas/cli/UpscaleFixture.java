package org.deconas.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder of images, and a stand-in for the inference service that enlarges them. */
abstract class UpscaleFixture {

    @TempDir
    Path home;

    @TempDir
    Path folder;

    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();
    StandInUpscaling standIn;

    @BeforeEach
    void startStandIn() throws IOException {
        standIn = new StandInUpscaling(home);
    }

    @AfterEach
    void stopStandIn() {
        standIn.close();
    }

    Path image(String name) {
        return StandInUpscaling.image(folder.resolve(name));
    }

    String at(String name) {
        return folder.resolve(name).toString();
    }

    /** All files, hidden ones too, relative to the folder. */
    List<String> files() throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("upscale"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--home", home.toString()));
        return Deconas.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }
}
