package org.deconas.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.deconas.artifacts.Artifact;
import org.deconas.artifacts.ArtifactStore;
import org.deconas.artifacts.DirectoryArchive;
import org.deconas.networks.SavedModelExport;
import org.deconas.networks.TrainableNetwork;
import org.deconas.schema.ArtifactReference;
import org.deconas.schema.ExperimentSettings.Network;
import org.deconas.schema.ModelTrained;
import org.deconas.schema.NetworkPrecision;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.Complexity;
import org.deconas.searchspace.NetworkShape;

/** Small networks, exported as a trainer does it. */
public final class ExportedModels {

    private static final Architecture ARCHITECTURE = Architecture.DECONASNET;
    private static final Network NETWORK = new Network(8, 1, 4, 2, true, false, NetworkPrecision.FLOAT32);
    private static final NetworkShape SHAPE = new NetworkShape(8, 1, 2, true);

    private ExportedModels() {}

    /** Stores a network with random weights, and describes it. */
    public static ModelTrained store(String modelId, long seed, ArtifactStore store) throws IOException {
        Path directory = Files.createTempDirectory("exported-model");
        try (TrainableNetwork network = TrainableNetwork.of(ARCHITECTURE, SHAPE)) {
            network.initialise(name -> new Random(seed * 31 + name.hashCode()));
            SavedModelExport.write(ARCHITECTURE, SHAPE, network.weights(), directory);
        }
        Artifact artifact = store.put(out -> DirectoryArchive.pack(directory, out));
        return describe(modelId, new ArtifactReference(artifact.sha256(), artifact.size()));
    }

    /** What a trainer says of a model of that archive. */
    public static ModelTrained describe(String modelId, ArtifactReference archive) {
        Complexity complexity = Complexity.of(ARCHITECTURE, SHAPE);
        return new ModelTrained(
                "experiment-1",
                modelId,
                ARCHITECTURE.sequence(),
                NETWORK,
                archive,
                1000,
                33.5,
                32.75,
                complexity.parameters(),
                complexity.multiplyAddsPerPixel());
    }
}
