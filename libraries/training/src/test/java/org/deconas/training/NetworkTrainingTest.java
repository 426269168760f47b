package org.deconas.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.deconas.imaging.ImageFiles;
import org.deconas.imaging.NamedImage;
import org.deconas.imaging.SyntheticImages;
import org.deconas.networks.Precision;
import org.deconas.networks.Weights;
import org.deconas.networks.WeightsFormat;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.Complexity;
import org.deconas.searchspace.NetworkShape;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small network on real, small images. */
class NetworkTrainingTest {

    private static final Architecture ARCHITECTURE = Architecture.parse("1 0 1 0 1 0 1 0 0");
    private static final NetworkShape SHAPE = new NetworkShape(8, 1, 2, true);
    private static final int STEPS = 20;

    @TempDir
    static Path directory;

    private static List<NamedImage> drawn;

    @BeforeAll
    static void drawImages() throws IOException {
        drawn = SyntheticImages.generate(5, 64, 64, 3);
        write(drawn, "training");
    }

    @Test
    void learns() throws IOException {
        try (NetworkTraining training = begun(0)) {
            // Given
            double untrained = training.validationPsnr();
            List<TrainingRun.Progress> told = new ArrayList<>();

            // When
            training.train(0, STEPS, told::add);

            // Then
            assertThat(training.validationPsnr()).isGreaterThan(untrained + 3);
            TrainingRun.Progress last = told.get(told.size() - 1);
            assertThat(last.step()).isEqualTo(STEPS);
            assertThat(last.waiting()).isBetween(0.0, 1.0);
            long pixels = 2 * 8 * 8;
            assertThat(last.operationsPerSecond() / last.stepsPerSecond())
                    .isCloseTo(
                            pixels * Complexity.of(ARCHITECTURE, SHAPE).trainingOperationsPerPixel(),
                            withinPercentage(1e-6));
        }
    }

    @Test
    void withoutADecayTheWeightsAreTheOutcome() throws IOException {
        try (NetworkTraining training = begun(0)) {
            // When
            training.train(0, STEPS, progress -> {});

            // Then
            assertThat(training.average()).isEmpty();
            assertThat(bytes(training.outcome())).isEqualTo(bytes(training.weights()));
        }
    }

    @Test
    void averageIsMeasuredInPlaceOfTheWeightsAndTrainingGoesOnFromTheWeights() throws IOException {
        try (NetworkTraining averaged = begun(0.9);
                NetworkTraining plain = begun(0)) {
            // When
            averaged.train(0, STEPS, progress -> {});
            plain.train(0, STEPS, progress -> {});

            // Then: averaging does not touch training, and what is measured is something else
            assertThat(averaged.validationPsnr()).isNotEqualTo(plain.validationPsnr());
            assertThat(bytes(averaged.weights())).isEqualTo(bytes(plain.weights()));
            assertThat(bytes(averaged.outcome())).isNotEqualTo(bytes(plain.outcome()));
        }
    }

    @Test
    void checkpointWithoutTheAverageThatThePlanAsksForIsRefused() throws IOException {
        try (NetworkTraining training = begun(0.9)) {
            Weights weights = training.weights();
            assertThatThrownBy(() -> training.resume(weights, null)).hasMessageContaining("no average of the weights");
        }
    }

    @Test
    void validationImagesThatRepeatTrainingImagesAreRefusedByName() throws IOException {
        // Given
        Path repeated =
                write(List.of(new NamedImage("copy-of-the-third", drawn.get(2).image())), "repeated");

        // When, then
        assertThatThrownBy(() -> DataSet.read(source(repeated, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("copy-of-the-third.png")
                .hasMessageContaining(drawn.get(2).name());
    }

    private static NetworkTraining begun(double averageDecay) throws IOException {
        NetworkTraining training = new NetworkTraining(
                ARCHITECTURE,
                SHAPE,
                DataSet.read(source(null, 1)),
                new NetworkTraining.Plan(STEPS, 2, 8, 3e-3, averageDecay, Precision.FLOAT32),
                Random::new);
        training.begin(name -> new Random(name.hashCode()));
        return training;
    }

    private static DataSet.Source source(Path validation, long seed) {
        return new DataSet.Source(List.of(directory.resolve("training")), validation, 0.2, 4, 12, 2, seed, seed);
    }

    private static Path write(List<NamedImage> images, String name) throws IOException {
        Path folder = Files.createDirectory(directory.resolve(name));
        for (NamedImage image : images) {
            ImageFiles.writePng(image.image(), folder.resolve(image.name() + ".png"));
        }
        return folder;
    }

    private static byte[] bytes(Weights weights) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        WeightsFormat.write(weights, out);
        return out.toByteArray();
    }
}
