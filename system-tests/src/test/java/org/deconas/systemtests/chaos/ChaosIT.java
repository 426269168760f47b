package org.deconas.systemtests.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.deconas.imaging.ImageFiles;
import org.deconas.imaging.NamedImage;
import org.deconas.imaging.SyntheticImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A mesh of real processes under faults that follow from a seed; {@code system-tests/chaos} runs it for longer. */
class ChaosIT {

    private static final long SEED = Long.getLong("chaos.seed", 1);
    private static final int FAULTS = Integer.getInteger("chaos.faults", 4);
    private static final String REPORT = System.getProperty("chaos.report");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @Test
    void nothingIsLostAndNothingCountsTwiceWhateverHappensToProcessesAndNetwork() throws Exception {
        // Given
        Path images = Files.createDirectory(directory.resolve("images"));
        for (NamedImage image : SyntheticImages.generate(6, 96, 96, 5)) {
            ImageFiles.writePng(image.image(), images.resolve(image.name() + ".png"));
        }
        Path root = Path.of("..").toAbsolutePath().normalize();
        ChaosRun.Outcome outcome;
        try (ChaosMesh mesh = new ChaosMesh(root, directory.resolve("home"))) {
            mesh.start();

            // When
            outcome = new ChaosRun(mesh, SEED, images).run(FAULTS);
        }

        // Then
        String report = ChaosReport.of(outcome);
        if (REPORT != null) {
            Files.createDirectories(Path.of(REPORT).toAbsolutePath().getParent());
            Files.writeString(Path.of(REPORT), report);
        }
        assertThat(outcome.wrong()).as(report).isEmpty();
        assertThat(outcome.faults()).hasSize(FAULTS);
    }
}
