package org.deconas.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.deconas.trainer.SmallExperiment.DENSE;
import static org.deconas.trainer.SmallExperiment.SPARSE;
import static org.deconas.trainer.SmallExperiment.last;
import static org.deconas.trainer.SmallExperiment.tasks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.deconas.artifacts.DirectoryArchive;
import org.deconas.imaging.Bicubic;
import org.deconas.imaging.ImageFiles;
import org.deconas.imaging.ImagePair;
import org.deconas.imaging.NamedImage;
import org.deconas.imaging.RgbImage;
import org.deconas.schema.BestCheckpoint;
import org.deconas.schema.Event;
import org.deconas.schema.ExperimentSettings;
import org.deconas.schema.ModelTrained;
import org.deconas.schema.NetworkPrecision;
import org.deconas.schema.NetworkTrained;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.SharedWeightsPublished;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A trainer's work on real, small images, without a broker. */
class TasksTest {

    @TempDir
    static Path directory;

    private static SmallExperiment experiment;

    @BeforeAll
    static void drawImages() throws IOException {
        experiment = new SmallExperiment(directory);
    }

    @Test
    void sharedTrainingFromTheSameWeightsGivesTheSameWeights() throws IOException {
        // Given
        SharedWeightsPublished first =
                experiment.onAFreshBench(tasks -> tasks.train(experiment.training(0, List.of())));

        // When: the next round, by the same trainer and by one that takes over
        SharedWeightsPublished goingOn;
        try (Workbench bench = experiment.bench()) {
            Tasks tasks = tasks(bench);
            tasks.train(experiment.training(0, List.of()));
            goingOn = tasks.train(experiment.training(1, List.of(first.weights())));
        }
        SharedWeightsPublished takingOver =
                experiment.onAFreshBench(tasks -> tasks.train(experiment.training(1, List.of(first.weights()))));

        // Then
        assertThat(goingOn).isEqualTo(takingOver);
        assertThat(goingOn.weights()).isNotEqualTo(first.weights());
        assertThat(goingOn.meanLoss()).isLessThan(first.meanLoss());
    }

    @Test
    void rewardIsThePsnrLessThePenalty() throws IOException {
        // Given
        SharedWeightsPublished weights =
                experiment.onAFreshBench(tasks -> tasks.train(experiment.training(0, List.of())));

        // When
        RewardMeasured dense =
                experiment.onAFreshBench(tasks -> tasks.measure(experiment.trial(DENSE, weights.weights())));
        RewardMeasured sparse =
                experiment.onAFreshBench(tasks -> tasks.measure(experiment.trial(SPARSE, weights.weights())));

        // Then
        assertThat(dense.penalty()).isEqualTo(1);
        assertThat(sparse.penalty()).isLessThan(0.3);
        assertThat(dense.reward()).isEqualTo(dense.psnr() - 2 * dense.penalty());
        assertThat(dense.psnr()).isBetween(5.0, 60.0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.9})
    void trainingInSegmentsIsTrainingInOnePiece(double averageDecay) throws IOException {
        // Given
        ExperimentSettings averaged = experiment.withAverageDecay(averageDecay);
        NetworkTrained whole = last(experiment.onAFreshBench(
                averaged, tasks -> tasks.train(experiment.segment(averaged, null, 12, false))));

        // When: two segments, each by another trainer
        NetworkTrained half = last(
                experiment.onAFreshBench(averaged, tasks -> tasks.train(experiment.segment(averaged, null, 5, false))));
        NetworkTrained rest = last(experiment.onAFreshBench(
                averaged, tasks -> tasks.train(experiment.segment(averaged, half, 12, false))));

        // Then
        assertThat(rest.checkpoint()).isEqualTo(whole.checkpoint());
        assertThat(rest.average()).isEqualTo(whole.average());
        assertThat(rest.validationPsnr()).isEqualTo(whole.validationPsnr());
        assertThat(rest.average() != null).isEqualTo(averageDecay > 0);
    }

    @Test
    void bestSegmentIsKeptAndExported() throws IOException {
        // Given: a segment that was better than any that follows can be
        NetworkTrained first = last(experiment.onAFreshBench(tasks -> tasks.train(experiment.segment(null, 5, false))));
        BestCheckpoint unbeaten = new BestCheckpoint(5, 99, first.checkpoint());
        NetworkTrained better = withBest(first, unbeaten);

        // When
        List<Event> answers = experiment.onAFreshBench(tasks -> tasks.train(experiment.segment(better, 12, true)));

        // Then
        ModelTrained model = (ModelTrained) answers.get(0);
        assertThat(model.steps()).isEqualTo(5);
        assertThat(model.validationPsnr()).isEqualTo(99);
        assertThat(last(answers).best()).isEqualTo(unbeaten);
        assertThat(last(answers).toStep()).isEqualTo(12);
        // and the model is that segment's, not the last one's
        ModelTrained exportedThen = (ModelTrained) experiment
                .onAFreshBench(tasks -> tasks.train(experiment.segment(null, 5, true)))
                .get(0);
        ModelTrained exportedLast = (ModelTrained) experiment
                .onAFreshBench(tasks -> tasks.train(experiment.segment(first, 12, true)))
                .get(0);
        assertThat(model.savedModel()).isEqualTo(exportedThen.savedModel()).isNotEqualTo(exportedLast.savedModel());
    }

    private static NetworkTrained withBest(NetworkTrained trained, BestCheckpoint best) {
        return new NetworkTrained(
                trained.experimentId(),
                trained.workId(),
                trained.networkId(),
                trained.stage(),
                trained.candidate(),
                trained.sequence(),
                trained.toStep(),
                trained.checkpoint(),
                trained.meanLoss(),
                trained.validationPsnr(),
                trained.average(),
                best,
                trained.preview());
    }

    @Test
    void lastSegmentOfTheWinnerGivesAModel(@TempDir Path unpacked) throws IOException {
        // When
        List<Event> answers = experiment.onAFreshBench(tasks -> tasks.train(experiment.segment(null, 5, true)));

        // Then
        ModelTrained model = (ModelTrained) answers.get(0);
        assertThat(model.modelId()).isEqualTo("e-x2");
        assertThat(model.parameters()).isPositive();
        assertThat(model.bicubicPsnr()).isBetween(10.0, 60.0);
        DirectoryArchive.unpack(experiment.store().open(model.savedModel().sha256()), unpacked);
        assertThat(unpacked.resolve("saved_model.pb")).isNotEmptyFile();
    }

    @Test
    void trainingThatDivergesIsSaidSo() {
        assertThatThrownBy(() -> {
                    try (Workbench bench = Workbench.open(experiment.withLearningRate(1e30), experiment.blobs())) {
                        tasks(bench).train(experiment.training(0, List.of()));
                    }
                })
                .hasMessageContaining("lower the learning rate");
    }

    @Test
    void pictureShowsBicubicNetworkAndOriginalOfEachImageAndChangesNothing() throws IOException {
        // Given
        NetworkTrained plain = last(experiment.onAFreshBench(
                experiment.withoutPictures(), tasks -> tasks.train(experiment.segment(null, 5, false))));

        // When
        NetworkTrained trained =
                last(experiment.onAFreshBench(tasks -> tasks.train(experiment.segment(null, 5, false))));
        NetworkTrained again = last(experiment.onAFreshBench(tasks -> tasks.train(experiment.segment(null, 5, false))));

        // Then: an image of six is for validation, 64 pixels wide and high
        byte[] png;
        try (var stored = experiment.store().open(trained.preview().sha256())) {
            png = stored.readAllBytes();
        }
        RgbImage picture = ImageFiles.read(png, "the picture");
        RgbImage bicubic = picture.crop(0, 0, 64, 64);
        RgbImage network = picture.crop(68, 0, 64, 64);
        RgbImage original = picture.crop(136, 0, 64, 64);
        assertThat(picture.width()).isEqualTo(200);
        assertThat(picture.height()).isEqualTo(64);
        assertThat(SmallExperiment.drawn()).extracting(NamedImage::image).contains(original);
        assertThat(bicubic)
                .isEqualTo(Bicubic.upscale(ImagePair.degrade(original, 2).lowResolution(), 2));
        assertThat(network).isNotIn(bicubic, original);
        assertThat(again.preview()).isEqualTo(trained.preview());
        assertThat(plain.preview()).isNull();
        assertThat(trained.checkpoint()).isEqualTo(plain.checkpoint());
        assertThat(trained.validationPsnr()).isEqualTo(plain.validationPsnr());
    }

    @Test
    void sharedTrainingCanBeEndedAfterAStep() throws IOException {
        // Given
        AtomicInteger steps = new AtomicInteger();
        try (Workbench bench = experiment.bench()) {
            Tasks tasks = new Tasks(bench, progress -> {}, () -> {
                steps.incrementAndGet();
                throw new CancellationException("nobody waits");
            });

            // When, then
            assertThatThrownBy(() -> tasks.train(experiment.training(0, List.of())))
                    .isInstanceOf(CancellationException.class);
        }
        assertThat(steps).hasValue(1);
    }

    @Test
    void folderThatIsNotThereIsSaidSo() {
        assertThatThrownBy(
                        () -> Workbench.open(experiment.withImages(directory.resolve("nowhere")), experiment.blobs()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void networksAreTrainedInThePrecisionOfTheSettings() throws IOException {
        // Given
        ExperimentSettings half = experiment.withPrecision(NetworkPrecision.BFLOAT16);

        // When
        NetworkTrained own =
                last(experiment.onAFreshBench(half, tasks -> tasks.train(experiment.segment(null, 12, false))));
        SharedWeightsPublished shared =
                experiment.onAFreshBench(half, tasks -> tasks.train(experiment.training(0, List.of())));

        // Then
        NetworkTrained ownInWhole =
                last(experiment.onAFreshBench(tasks -> tasks.train(experiment.segment(null, 12, false))));
        SharedWeightsPublished sharedInWhole =
                experiment.onAFreshBench(tasks -> tasks.train(experiment.training(0, List.of())));
        assertThat(own.meanLoss()).isNotEqualTo(ownInWhole.meanLoss()).isCloseTo(ownInWhole.meanLoss(), within(0.01));
        assertThat(shared.meanLoss())
                .isNotEqualTo(sharedInWhole.meanLoss())
                .isCloseTo(sharedInWhole.meanLoss(), within(0.01));
    }
}
