package org.deconas.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.deconas.artifacts.DirectoryArchive;
import org.deconas.artifacts.DirectoryArtifactStore;
import org.deconas.imaging.Bicubic;
import org.deconas.imaging.ImageFiles;
import org.deconas.imaging.ImagePair;
import org.deconas.imaging.NamedImage;
import org.deconas.imaging.RgbImage;
import org.deconas.imaging.SyntheticImages;
import org.deconas.schema.ArchitectureSampled;
import org.deconas.schema.ArtifactReference;
import org.deconas.schema.BestCheckpoint;
import org.deconas.schema.Event;
import org.deconas.schema.ExperimentSettings;
import org.deconas.schema.ModelTrained;
import org.deconas.schema.NetworkPrecision;
import org.deconas.schema.NetworkTrained;
import org.deconas.schema.NetworkTrainingRequested;
import org.deconas.schema.PolicyBaseline;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.SearchStrategy;
import org.deconas.schema.SharedTrainingRequested;
import org.deconas.schema.SharedWeightsPublished;
import org.deconas.schema.TrainingStage;
import org.deconas.schema.TrialPurpose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A trainer's work on real, small images, without a broker. */
class TasksTest {

    private static final String DENSE = "1 1 1 1 1 1 1 1 1";
    private static final String SPARSE = "1 0 0 0 0 0 1 0 0";

    @TempDir
    static Path directory;

    private static Path images;

    @BeforeAll
    static void drawImages() throws IOException {
        images = Files.createDirectory(directory.resolve("images"));
        for (NamedImage image : SyntheticImages.generate(6, 64, 64, 3)) {
            ImageFiles.writePng(image.image(), images.resolve(image.name() + ".png"));
        }
    }

    @Test
    void sharedTrainingFromTheSameWeightsGivesTheSameWeights() throws IOException {
        // Given
        SharedWeightsPublished first = onAFreshBench(tasks -> tasks.train(training(0, List.of())));

        // When: the next round, by the same trainer and by one that takes over
        SharedWeightsPublished goingOn;
        try (Workbench bench = bench()) {
            Tasks tasks = tasks(bench);
            tasks.train(training(0, List.of()));
            goingOn = tasks.train(training(1, List.of(first.weights())));
        }
        SharedWeightsPublished takingOver = onAFreshBench(tasks -> tasks.train(training(1, List.of(first.weights()))));

        // Then
        assertThat(goingOn).isEqualTo(takingOver);
        assertThat(goingOn.weights()).isNotEqualTo(first.weights());
        assertThat(goingOn.meanLoss()).isLessThan(first.meanLoss());
    }

    @Test
    void rewardIsThePsnrLessThePenalty() throws IOException {
        // Given
        SharedWeightsPublished weights = onAFreshBench(tasks -> tasks.train(training(0, List.of())));

        // When
        RewardMeasured dense = onAFreshBench(tasks -> tasks.measure(trial(DENSE, weights.weights())));
        RewardMeasured sparse = onAFreshBench(tasks -> tasks.measure(trial(SPARSE, weights.weights())));

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
        NetworkTrained whole =
                last(onAFreshBench(averageDecay, tasks -> tasks.train(segment(null, 12, false, averageDecay))));

        // When: two segments, each by another trainer
        NetworkTrained half =
                last(onAFreshBench(averageDecay, tasks -> tasks.train(segment(null, 5, false, averageDecay))));
        NetworkTrained rest =
                last(onAFreshBench(averageDecay, tasks -> tasks.train(segment(half, 12, false, averageDecay))));

        // Then
        assertThat(rest.checkpoint()).isEqualTo(whole.checkpoint());
        assertThat(rest.average()).isEqualTo(whole.average());
        assertThat(rest.validationPsnr()).isEqualTo(whole.validationPsnr());
        assertThat(rest.average() != null).isEqualTo(averageDecay > 0);
    }

    @Test
    void bestSegmentIsKeptAndExported() throws IOException {
        // Given: a segment that was better than any that follows can be
        NetworkTrained first = last(onAFreshBench(tasks -> tasks.train(segment(null, 5, false, 0))));
        BestCheckpoint unbeaten = new BestCheckpoint(5, 99, first.checkpoint());
        NetworkTrained better = withBest(first, unbeaten);

        // When
        List<Event> answers = onAFreshBench(tasks -> tasks.train(segment(better, 12, true, 0)));

        // Then
        ModelTrained model = (ModelTrained) answers.get(0);
        assertThat(model.steps()).isEqualTo(5);
        assertThat(model.validationPsnr()).isEqualTo(99);
        assertThat(last(answers).best()).isEqualTo(unbeaten);
        assertThat(last(answers).toStep()).isEqualTo(12);
        // and the model is that segment's, not the last one's
        ModelTrained exportedThen = (ModelTrained)
                onAFreshBench(tasks -> tasks.train(segment(null, 5, true, 0))).get(0);
        ModelTrained exportedLast = (ModelTrained)
                onAFreshBench(tasks -> tasks.train(segment(first, 12, true, 0))).get(0);
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
        List<Event> answers = onAFreshBench(tasks -> tasks.train(segment(null, 5, true, 0)));

        // Then
        ModelTrained model = (ModelTrained) answers.get(0);
        assertThat(model.modelId()).isEqualTo("e-x2");
        assertThat(model.parameters()).isPositive();
        assertThat(model.bicubicPsnr()).isBetween(10.0, 60.0);
        DirectoryArchive.unpack(
                new DirectoryArtifactStore(directory.resolve("artifacts"))
                        .open(model.savedModel().sha256()),
                unpacked);
        assertThat(unpacked.resolve("saved_model.pb")).isNotEmptyFile();
    }

    @Test
    void trainingThatDivergesIsSaidSo() {
        assertThatThrownBy(() -> {
                    try (Workbench bench = Workbench.open(settings(images, 1e30), blobs())) {
                        tasks(bench).train(training(0, List.of()));
                    }
                })
                .hasMessageContaining("lower the learning rate");
    }

    @Test
    void pictureShowsBicubicNetworkAndOriginalOfEachImageAndChangesNothing() throws IOException {
        // Given
        NetworkTrained plain =
                last(onAFreshBench(settings(images, 1e-3, 0, 0), tasks -> tasks.train(segment(null, 5, false, 0))));

        // When
        NetworkTrained trained = last(onAFreshBench(tasks -> tasks.train(segment(null, 5, false, 0))));
        NetworkTrained again = last(onAFreshBench(tasks -> tasks.train(segment(null, 5, false, 0))));

        // Then: an image of six is for validation, 64 pixels wide and high
        byte[] png;
        try (var stored = new DirectoryArtifactStore(directory.resolve("artifacts"))
                .open(trained.preview().sha256())) {
            png = stored.readAllBytes();
        }
        RgbImage picture = ImageFiles.read(png, "the picture");
        RgbImage bicubic = picture.crop(0, 0, 64, 64);
        RgbImage network = picture.crop(68, 0, 64, 64);
        RgbImage original = picture.crop(136, 0, 64, 64);
        assertThat(picture.width()).isEqualTo(200);
        assertThat(picture.height()).isEqualTo(64);
        assertThat(SyntheticImages.generate(6, 64, 64, 3))
                .extracting(NamedImage::image)
                .contains(original);
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
        try (Workbench bench = bench()) {
            Tasks tasks = new Tasks(bench, progress -> {}, () -> {
                steps.incrementAndGet();
                throw new CancellationException("nobody waits");
            });

            // When, then
            assertThatThrownBy(() -> tasks.train(training(0, List.of()))).isInstanceOf(CancellationException.class);
        }
        assertThat(steps).hasValue(1);
    }

    @Test
    void folderThatIsNotThereIsSaidSo() {
        assertThatThrownBy(() -> Workbench.open(settings(directory.resolve("nowhere"), 1e-3), blobs()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void networksAreTrainedInThePrecisionOfTheSettings() throws IOException {
        // Given
        ExperimentSettings half = settings(images, 1e-3, 0, 0, NetworkPrecision.BFLOAT16);

        // When
        NetworkTrained own = last(onAFreshBench(half, tasks -> tasks.train(segment(null, 12, false, 0))));
        SharedWeightsPublished shared = onAFreshBench(half, tasks -> tasks.train(training(0, List.of())));

        // Then
        NetworkTrained ownInWhole = last(onAFreshBench(tasks -> tasks.train(segment(null, 12, false, 0))));
        SharedWeightsPublished sharedInWhole = onAFreshBench(tasks -> tasks.train(training(0, List.of())));
        assertThat(own.meanLoss()).isNotEqualTo(ownInWhole.meanLoss()).isCloseTo(ownInWhole.meanLoss(), within(0.01));
        assertThat(shared.meanLoss())
                .isNotEqualTo(sharedInWhole.meanLoss())
                .isCloseTo(sharedInWhole.meanLoss(), within(0.01));
    }

    private interface Work<T> {
        T with(Tasks tasks) throws IOException;
    }

    private static <T> T onAFreshBench(Work<T> work) throws IOException {
        return onAFreshBench(0, work);
    }

    private static <T> T onAFreshBench(double averageDecay, Work<T> work) throws IOException {
        return onAFreshBench(settings(images, 1e-3, averageDecay), work);
    }

    private static <T> T onAFreshBench(ExperimentSettings settings, Work<T> work) throws IOException {
        try (Workbench bench = Workbench.open(settings, blobs())) {
            return work.with(tasks(bench));
        }
    }

    private static Tasks tasks(Workbench bench) {
        return new Tasks(bench, progress -> {}, () -> {});
    }

    private static Workbench bench() throws IOException {
        return Workbench.open(settings(images, 1e-3), blobs());
    }

    private static Blobs blobs() {
        return new Blobs(new DirectoryArtifactStore(directory.resolve("artifacts")));
    }

    private static NetworkTrained last(List<Event> answers) {
        return (NetworkTrained) answers.get(answers.size() - 1);
    }

    private static SharedTrainingRequested training(int round, List<ArtifactReference> from) {
        return new SharedTrainingRequested(
                "e",
                "e/r" + round + "/train-0",
                round,
                0,
                from,
                10L * round,
                Collections.nCopies(10, round == 0 ? DENSE : SPARSE),
                settings(images, 1e-3));
    }

    private static ArchitectureSampled trial(String sequence, ArtifactReference weights) {
        return new ArchitectureSampled(
                "e",
                "e/r0/u0/t0",
                TrialPurpose.REINFORCE,
                0,
                0,
                0,
                sequence,
                0,
                -6.2,
                List.of(weights),
                settings(images, 1e-3));
    }

    private static NetworkTrainingRequested segment(NetworkTrained from, int to, boolean export, double averageDecay) {
        return new NetworkTrainingRequested(
                "e",
                "e/network-0/to-" + to,
                "e/network-0",
                TrainingStage.WINNER,
                0,
                DENSE,
                from == null ? 0 : from.toStep(),
                to,
                from == null ? null : from.checkpoint(),
                export,
                settings(images, 1e-3, averageDecay),
                from == null ? null : from.average(),
                from == null ? null : from.best());
    }

    private static ExperimentSettings settings(Path images, double learningRate) {
        return settings(images, learningRate, 0);
    }

    private static ExperimentSettings settings(Path images, double learningRate, double averageDecay) {
        return settings(images, learningRate, averageDecay, 2);
    }

    private static ExperimentSettings settings(Path images, double learningRate, double averageDecay, int previews) {
        return settings(images, learningRate, averageDecay, previews, NetworkPrecision.FLOAT32);
    }

    private static ExperimentSettings settings(
            Path images, double learningRate, double averageDecay, int previews, NetworkPrecision precision) {
        return new ExperimentSettings(
                7,
                new ExperimentSettings.Network(8, 1, 2, 2, true, false, precision),
                new ExperimentSettings.Data(images.toString(), null, 0.2, 4, 12),
                new ExperimentSettings.SharedTraining(2, 8, learningRate, 1000),
                new ExperimentSettings.Search(SearchStrategy.REINFORCE, 3, 10, 1, 2, 3, 2, 4, 2, 1),
                new ExperimentSettings.Reward(2, 0.0, 0.0),
                new ExperimentSettings.Policy(1e-2, 0, PolicyBaseline.MOVING_AVERAGE, 0.9, 1, 0, 2, null, null),
                new ExperimentSettings.Training(6, 12, 5, 2, 8, 1e-3, averageDecay, previews));
    }
}
