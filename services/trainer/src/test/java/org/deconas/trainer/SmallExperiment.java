package org.deconas.trainer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.deconas.artifacts.DirectoryArtifactStore;
import org.deconas.imaging.ImageFiles;
import org.deconas.imaging.NamedImage;
import org.deconas.imaging.SyntheticImages;
import org.deconas.schema.ArchitectureSampled;
import org.deconas.schema.ArtifactReference;
import org.deconas.schema.Event;
import org.deconas.schema.ExperimentSettings;
import org.deconas.schema.NetworkPrecision;
import org.deconas.schema.NetworkTrained;
import org.deconas.schema.NetworkTrainingRequested;
import org.deconas.schema.PolicyBaseline;
import org.deconas.schema.SearchStrategy;
import org.deconas.schema.SharedTrainingRequested;
import org.deconas.schema.TrainingStage;
import org.deconas.schema.TrialPurpose;

/** An experiment of six small, drawn images, and a trainer's workbenches for it: each fresh, over one artifact store. */
final class SmallExperiment {

    static final String DENSE = "1 1 1 1 1 1 1 1 1";
    static final String SPARSE = "1 0 0 0 0 0 1 0 0";

    private static final double LEARNING_RATE = 1e-3;

    private final Path directory;
    private final Path images;

    /** @param directory takes the images and the store */
    SmallExperiment(Path directory) throws IOException {
        this.directory = directory;
        images = Files.createDirectory(directory.resolve("images"));
        for (NamedImage image : drawn()) {
            ImageFiles.writePng(image.image(), images.resolve(image.name() + ".png"));
        }
    }

    /** The images, 64 pixels wide and high. */
    static List<NamedImage> drawn() {
        return SyntheticImages.generate(6, 64, 64, 3);
    }

    interface Work<T> {
        T with(Tasks tasks) throws IOException;
    }

    <T> T onAFreshBench(Work<T> work) throws IOException {
        return onAFreshBench(settings(), work);
    }

    <T> T onAFreshBench(ExperimentSettings settings, Work<T> work) throws IOException {
        try (Workbench bench = Workbench.open(settings, blobs())) {
            return work.with(tasks(bench));
        }
    }

    static Tasks tasks(Workbench bench) {
        return new Tasks(bench, progress -> {}, () -> {});
    }

    Workbench bench() throws IOException {
        return Workbench.open(settings(), blobs());
    }

    DirectoryArtifactStore store() {
        return new DirectoryArtifactStore(directory.resolve("artifacts"));
    }

    Blobs blobs() {
        return new Blobs(store());
    }

    SharedTrainingRequested training(int round, List<ArtifactReference> from) {
        return new SharedTrainingRequested(
                "e",
                "e/r" + round + "/train-0",
                round,
                0,
                from,
                10L * round,
                Collections.nCopies(10, round == 0 ? DENSE : SPARSE),
                settings());
    }

    ArchitectureSampled trial(String sequence, ArtifactReference weights) {
        return new ArchitectureSampled(
                "e", "e/r0/u0/t0", TrialPurpose.REINFORCE, 0, 0, 0, sequence, 0, -6.2, List.of(weights), settings());
    }

    NetworkTrainingRequested segment(NetworkTrained from, int to, boolean export) {
        return segment(settings(), from, to, export);
    }

    NetworkTrainingRequested segment(ExperimentSettings settings, NetworkTrained from, int to, boolean export) {
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
                settings,
                from == null ? null : from.average(),
                from == null ? null : from.best());
    }

    static NetworkTrained last(List<Event> answers) {
        return (NetworkTrained) answers.get(answers.size() - 1);
    }

    /** In float32, without an average, with pictures of two images. */
    ExperimentSettings settings() {
        return settings(images, LEARNING_RATE, 0, 2, NetworkPrecision.FLOAT32);
    }

    ExperimentSettings withImages(Path others) {
        return settings(others, LEARNING_RATE, 0, 2, NetworkPrecision.FLOAT32);
    }

    ExperimentSettings withLearningRate(double learningRate) {
        return settings(images, learningRate, 0, 2, NetworkPrecision.FLOAT32);
    }

    ExperimentSettings withAverageDecay(double decay) {
        return settings(images, LEARNING_RATE, decay, 2, NetworkPrecision.FLOAT32);
    }

    ExperimentSettings withoutPictures() {
        return settings(images, LEARNING_RATE, 0, 0, NetworkPrecision.FLOAT32);
    }

    ExperimentSettings withPrecision(NetworkPrecision precision) {
        return settings(images, LEARNING_RATE, 0, 0, precision);
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
