package org.deconas.trainer;

import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;
import org.deconas.networks.TrainableNetwork;
import org.deconas.schema.ArtifactReference;
import org.deconas.schema.ExperimentSettings;
import org.deconas.schema.Seeds;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.NetworkShape;
import org.deconas.searchspace.SearchSpace;

/**
 * What a trainer keeps at hand of the experiment that it last worked for: its images, and the networks with the weights that they
 * hold now. Nothing that cannot be had again from the log and the artifact store.
 */
final class Workbench implements AutoCloseable {

    private final ExperimentSettings settings;
    private final Blobs blobs;
    private final ExperimentImages images;
    private TrainableNetwork superNetwork; // null until needed
    private List<ArtifactReference> superWeights = List.of(); // what superNetwork holds; empty for none known
    private TrainableNetwork own; // null until needed
    private Architecture ownArchitecture;
    private ArtifactReference ownWeights; // what own holds; null for none known

    private Workbench(ExperimentSettings settings, Blobs blobs, ExperimentImages images) {
        this.settings = settings;
        this.blobs = blobs;
        this.images = images;
    }

    /** Reads the experiment's images. */
    static Workbench open(ExperimentSettings settings, Blobs blobs) throws IOException {
        return new Workbench(settings, blobs, ExperimentImages.read(settings));
    }

    ExperimentSettings settings() {
        return settings;
    }

    ExperimentImages images() {
        return images;
    }

    SearchSpace space() {
        return new SearchSpace(settings.network().cells());
    }

    NetworkShape shape() {
        ExperimentSettings.Network network = settings.network();
        return new NetworkShape(network.filters(), network.blocks(), network.scale(), network.channelAttention());
    }

    /** The super-network with those weights; with none, freshly initialised. */
    TrainableNetwork superNetwork(List<ArtifactReference> weights) throws IOException {
        if (superNetwork == null) {
            superNetwork = TrainableNetwork.superNetwork(space(), shape());
        }
        if (weights.isEmpty()) {
            superNetwork.initialise(name -> streamOf("shared-weights/" + name));
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

    /** An architecture's own network with the weights of a checkpoint; without one, freshly initialised. */
    TrainableNetwork network(Architecture architecture, ArtifactReference checkpoint) throws IOException {
        if (!architecture.equals(ownArchitecture)) {
            if (own != null) {
                own.close();
            }
            own = TrainableNetwork.of(architecture, shape());
            ownArchitecture = architecture;
            ownWeights = null;
        }
        if (checkpoint == null) {
            own.initialise(name -> streamOf("network-weights/" + name));
        } else if (!checkpoint.equals(ownWeights)) {
            own.load(blobs.load(List.of(checkpoint)));
        }
        ownWeights = checkpoint;
        return own;
    }

    /** Stores the own network's weights as they are now. */
    ArtifactReference storeNetwork() throws IOException {
        ownWeights = blobs.store(own.weights());
        return ownWeights;
    }

    /** Stores the own network as a model. */
    ArtifactReference storeModel() throws IOException {
        return blobs.storeModel(ownArchitecture, shape(), own.weights());
    }

    /** Forgets what the networks hold: training that broke off leaves them between two states. */
    void forgetWeights() {
        superWeights = List.of();
        ownWeights = null;
    }

    private RandomGenerator streamOf(String purpose) {
        return Seeds.stream(settings.seed(), purpose);
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
