package org.deconas.trainer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.deconas.imaging.PatchSource;
import org.deconas.networks.Precision;
import org.deconas.networks.TrainableNetwork;
import org.deconas.networks.Weights;
import org.deconas.schema.ArtifactReference;
import org.deconas.schema.ExperimentSettings;
import org.deconas.schema.Seeds;
import org.deconas.search.SearchSettings;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.NetworkShape;
import org.deconas.searchspace.SearchSpace;
import org.deconas.training.DataSet;
import org.deconas.training.NetworkTraining;
import org.deconas.training.Preview;

/**
 * What a trainer keeps at hand of the experiment that it last worked for: its images, and the networks with the weights that they
 * hold now. Nothing that cannot be had again from the log and the artifact store.
 */
final class Workbench implements AutoCloseable {

    private final ExperimentSettings settings;
    private final Blobs blobs;
    private final DataSet data;
    private final Optional<Preview> preview;
    private TrainableNetwork superNetwork; // null until needed
    private List<ArtifactReference> superWeights = List.of(); // what superNetwork holds; empty for none known
    private PatchSource sharedPatches; // null until needed
    private NetworkTraining own; // null until needed
    private Checkpoint ownCheckpoint; // what own holds; null for none known

    private Workbench(ExperimentSettings settings, Blobs blobs, DataSet data, Optional<Preview> preview) {
        this.settings = settings;
        this.blobs = blobs;
        this.data = data;
        this.preview = preview;
    }

    /** What a segment of a network's own training leaves: the average is null without one. */
    record Checkpoint(ArtifactReference weights, ArtifactReference average) {

        /** What is measured and exported. */
        ArtifactReference outcome() {
            return average == null ? weights : average;
        }
    }

    /** Reads the experiment's images. */
    static Workbench open(ExperimentSettings settings, Blobs blobs) throws IOException {
        DataSet data = DataSet.read(source(settings));
        int previews = settings.training().previews();
        Optional<Preview> preview = previews == 0
                ? Optional.empty()
                : Optional.of(Preview.read(
                        data.validationImages(), previews, settings.network().scale()));
        return new Workbench(settings, blobs, data, preview);
    }

    ExperimentSettings settings() {
        return settings;
    }

    DataSet data() {
        return data;
    }

    /** Minibatches for the super-network. */
    PatchSource sharedPatches() {
        if (sharedPatches == null) {
            ExperimentSettings.SharedTraining training = settings.sharedTraining();
            sharedPatches = data.patches(training.patchSize(), training.batch());
        }
        return sharedPatches;
    }

    SearchSpace space() {
        return SearchSettings.space(settings.network());
    }

    NetworkShape shape() {
        return SearchSettings.shape(settings.network());
    }

    /** The super-network with those weights; with none, freshly initialised. */
    TrainableNetwork superNetwork(List<ArtifactReference> weights) throws IOException {
        if (superNetwork == null) {
            superNetwork = TrainableNetwork.superNetwork(space(), shape(), precision());
        }
        if (weights.isEmpty()) {
            superNetwork.initialise(name -> randomness("shared-weights/" + name));
        } else if (!weights.equals(superWeights)) {
            superNetwork.load(blobs.load(weights));
        }
        superWeights = weights;
        return superNetwork;
    }

    /** Stores the super-network's weights as they are now. */
    ArtifactReference storeSuperNetwork() throws IOException {
        ArtifactReference stored = blobs.store(superNetwork.weights());
        superWeights = List.of(stored);
        return stored;
    }

    /** An architecture's own training as a checkpoint left it; without one, from fresh weights. */
    NetworkTraining network(Architecture architecture, Checkpoint checkpoint) throws IOException {
        if (own == null || !architecture.equals(own.architecture())) {
            if (own != null) {
                own.close();
            }
            own = new NetworkTraining(architecture, shape(), data, plan(), step -> randomness("network-patches", step));
            ownCheckpoint = null;
        }
        if (checkpoint == null) {
            own.begin(name -> randomness("network-weights/" + name));
        } else if (!checkpoint.equals(ownCheckpoint)) {
            own.resume(
                    blobs.load(List.of(checkpoint.weights())),
                    checkpoint.average() == null ? null : blobs.load(List.of(checkpoint.average())));
        }
        ownCheckpoint = checkpoint;
        return own;
    }

    /** Stores the own network's weights as they are now. */
    Checkpoint storeNetwork() throws IOException {
        Optional<Weights> average = own.average();
        ownCheckpoint =
                new Checkpoint(blobs.store(own.weights()), average.isPresent() ? blobs.store(average.get()) : null);
        return ownCheckpoint;
    }

    /** Stores a picture of what the own network makes of validation images; null when the settings ask for none. */
    ArtifactReference storePreview() throws IOException {
        return preview.isEmpty() ? null : blobs.store(preview.get().png(own));
    }

    /** Stores an architecture's own network with those weights as a model. */
    ArtifactReference storeModel(Architecture architecture, ArtifactReference weights) throws IOException {
        return blobs.storeModel(architecture, shape(), blobs.load(List.of(weights)));
    }

    /** Forgets what the networks hold: training that broke off leaves them between two states. */
    void forgetWeights() {
        superWeights = List.of();
        ownCheckpoint = null;
    }

    private NetworkTraining.Plan plan() {
        ExperimentSettings.Training training = settings.training();
        return new NetworkTraining.Plan(
                training.steps(),
                training.batch(),
                training.patchSize(),
                training.learningRate(),
                training.averageDecay(),
                precision());
    }

    private Precision precision() {
        return Precision.valueOf(settings.network().precision().name());
    }

    private static DataSet.Source source(ExperimentSettings settings) {
        ExperimentSettings.Data data = settings.data();
        return new DataSet.Source(
                List.of(Path.of(data.images())),
                data.validation() == null ? null : Path.of(data.validation()),
                data.validationFraction(),
                data.validationPatches(),
                data.validationPatchSize(),
                settings.network().scale(),
                Seeds.derive(settings.seed(), "validation-split"),
                Seeds.derive(settings.seed(), "validation-patches"));
    }

    /** The stream of a choice of this experiment. */
    RandomGenerator randomness(String purpose, long... indices) {
        return Seeds.stream(settings.seed(), purpose, indices);
    }

    @Override
    public void close() {
        if (superNetwork != null) {
            superNetwork.close();
        }
        if (own != null) {
            own.close();
        }
    }
}
