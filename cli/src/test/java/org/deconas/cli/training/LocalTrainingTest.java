package org.deconas.cli.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.deconas.cli.mesh.MeshException;
import org.deconas.cli.mesh.MeshHome;
import org.deconas.imaging.ImageFiles;
import org.deconas.imaging.NamedImage;
import org.deconas.imaging.SyntheticImages;
import org.deconas.schema.ModelTrained;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training that is interrupted and taken up again, on real, small images. */
class LocalTrainingTest {

    private static final String SEQUENCE = "1 0 1 0 1 0 1 0 0";

    @TempDir
    Path directory;

    private MeshHome home;
    private Path images;

    @BeforeEach
    void drawImages() throws IOException {
        home = new MeshHome(directory.resolve("home"));
        images = Files.createDirectory(directory.resolve("images"));
        for (NamedImage image : SyntheticImages.generate(4, 112, 112, 3)) {
            ImageFiles.writePng(image.image(), images.resolve(image.name() + ".png"));
        }
    }

    @Test
    void trainingThatIsTakenUpAgainEndsAsOneThatWasNotInterrupted() throws IOException {
        // Given
        ModelTrained undisturbed = trained("whole", 6, 12);

        // When
        try (LocalTraining first = open("parts", 12)) {
            first.trainTo(6, progress -> {});
        }
        ModelTrained takenUp;
        try (LocalTraining second = open("parts", 12)) {
            assertThat(second.step()).isEqualTo(6);
            second.trainTo(12, progress -> {});
            takenUp = second.publish();
        }

        // Then
        assertThat(takenUp.validationPsnr()).isEqualTo(undisturbed.validationPsnr());
        assertThat(takenUp.steps()).isEqualTo(undisturbed.steps());
        assertThat(checkpoint("parts")).isEqualTo(checkpoint("whole"));
        assertThat(home.models().resolve("parts-x2").resolve("saved_model.pb")).isNotEmptyFile();
    }

    @Test
    void halfWrittenCheckpointIsPassedOver() throws IOException {
        // Given: a process that died while it wrote
        try (LocalTraining training = open("t", 12)) {
            training.trainTo(6, progress -> {});
        }
        Path unfinished = Files.createDirectory(home.trainings().resolve("t").resolve(".incoming"));
        Files.writeString(unfinished.resolve("weights.bin"), "half");

        // When
        try (LocalTraining training = open("t", 12)) {
            // Then
            assertThat(training.step()).isEqualTo(6);
            training.trainTo(12, progress -> {});
        }
        assertThat(unfinished).doesNotExist();
    }

    @Test
    void otherOptionsUnderTheSameNameAreRefused() throws IOException {
        // Given
        open("t", 12).close();

        // When, then
        assertThatThrownBy(() -> open("t", 24))
                .isInstanceOf(MeshException.class)
                .hasMessageContaining("begun with other options")
                .hasMessageContaining("steps=12");
    }

    @Test
    void trainingThatIsUnderWayIsNotBegunTwice() throws IOException {
        // Given
        try (LocalTraining training = open("t", 12)) {
            // When, then
            assertThatThrownBy(() -> open("t", 12).close())
                    .isInstanceOf(MeshException.class)
                    .hasMessageContaining("another process is at the training 't'");
            assertThat(training.step()).isZero();
        }
    }

    private ModelTrained trained(String name, int... steps) throws IOException {
        try (LocalTraining training = open(name, steps[steps.length - 1])) {
            for (int step : steps) {
                if (step > training.step()) {
                    training.trainTo(step, progress -> {});
                }
            }
            return training.publish();
        }
    }

    private LocalTraining open(String name, int steps) throws IOException {
        return LocalTraining.open(home, name, settings(steps));
    }

    private TrainingSettings settings(int steps) {
        return new TrainingSettings(
                SEQUENCE, 8, 1, 2, true, List.of(images.toString()), null, 0.25, steps, 2, 8, 1e-3, 0.9, 1);
    }

    private List<Object> checkpoint(String name) throws IOException {
        try (Stream<Path> kept = Files.list(home.trainings().resolve(name))) {
            Path newest = kept.filter(path -> path.getFileName().toString().startsWith("step-"))
                    .findFirst()
                    .orElseThrow();
            return List.of(
                    newest.getFileName().toString(),
                    Arrays.hashCode(Files.readAllBytes(newest.resolve("weights.bin"))),
                    Arrays.hashCode(Files.readAllBytes(newest.resolve("average.bin"))),
                    Arrays.hashCode(Files.readAllBytes(newest.resolve("best.bin"))));
        }
    }
}
