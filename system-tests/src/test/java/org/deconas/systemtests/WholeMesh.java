package org.deconas.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deconas.imaging.ImageFiles;
import org.deconas.imaging.NamedImage;
import org.deconas.imaging.SyntheticImages;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A test of the whole mesh as its users have it: real processes, a real broker, a real database, real training. */
abstract class WholeMesh {

    static final String[] TINY = {
        "--set", "network.filters=8",
        "--set", "network.blocks=1",
        "--set", "network.cells=2",
        "--set", "search.rounds=3",
        "--set", "search.steps-per-round=25",
        "--set", "search.updates-per-round=2",
        "--set", "search.trials-per-update=2",
        "--set", "search.candidates=3",
        "--set", "data.validation-patches=4",
        "--set", "search.trial-patches=2",
        "--set", "training.finalist-steps=10",
        "--set", "training.steps=40",
        "--set", "training.segment-steps=10"
    };

    @TempDir
    static Path directory;

    static DeconasProgram deconas;
    static RunningMesh mesh;
    static Path images;

    @BeforeAll
    static void startTheMesh() throws IOException, InterruptedException {
        images = Files.createDirectory(directory.resolve("images"));
        for (NamedImage image : SyntheticImages.generate(6, 96, 96, 5)) {
            ImageFiles.writePng(image.image(), images.resolve(image.name() + ".png"));
        }
        mesh = RunningMesh.start(directory.resolve("home"), 2);
        deconas = mesh.deconas();
    }

    @AfterAll
    static void stopTheMesh() throws IOException, InterruptedException {
        mesh.stop();
    }

    static String searchToItsEnd(String seed, String... more) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("--images", images.toString(), "--seed", seed, "--detach"));
        arguments.addAll(List.of(more));
        String id = deconas.run(with("search", arguments.toArray(String[]::new)))
                .out()
                .strip();
        DeconasProgram.Outcome watch = deconas.run("watch", id);
        assertThat(watch.exitCode()).as(watch.toString()).isZero();
        return id;
    }

    static String[] with(String command, String... arguments) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of(arguments));
        all.addAll(List.of(TINY));
        return all.toArray(String[]::new);
    }
}
