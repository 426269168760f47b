package org.deconas.systemtests.upscaling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.deconas.artifacts.Artifact;
import org.deconas.artifacts.DirectoryArchive;
import org.deconas.artifacts.DirectoryArtifactStore;
import org.deconas.cli.mesh.HomeModels;
import org.deconas.cli.mesh.MeshHome;
import org.deconas.networks.SavedModelExport;
import org.deconas.networks.TrainableNetwork;
import org.deconas.schema.ArtifactReference;
import org.deconas.schema.ExperimentSettings.Network;
import org.deconas.schema.ModelDescriptor;
import org.deconas.schema.ModelTrained;
import org.deconas.schema.NetworkPrecision;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.Complexity;
import org.deconas.searchspace.NetworkShape;

/** Networks with random weights, exported, stored and described as a trainer does it. */
final class SmallModels {

    /** 4 filters, 1 block, scale 2. */
    static final NetworkShape SMALLEST = new NetworkShape(4, 1, 2, true);

    private static final Architecture ARCHITECTURE = Architecture.DECONASNET;

    private SmallModels() {}

    /** Puts one of the published architecture and that shape where the service finds it at its start. */
    static void install(MeshHome home, String id, NetworkShape shape, long seed) throws IOException {
        new HomeModels(home).put(directory -> {
            export(shape, seed, directory);
            return archive -> ModelDescriptor.of(described(id, shape, archive));
        });
    }

    /** Stores one that is to be announced. */
    static ModelTrained store(MeshHome home, String id, NetworkShape shape, long seed) throws IOException {
        Path directory = Files.createTempDirectory("exported-model");
        export(shape, seed, directory);
        Artifact archive =
                new DirectoryArtifactStore(home.artifacts()).put(out -> DirectoryArchive.pack(directory, out));
        return described(id, shape, new ArtifactReference(archive.sha256(), archive.size()));
    }

    private static void export(NetworkShape shape, long seed, Path directory) throws IOException {
        try (TrainableNetwork network = TrainableNetwork.of(ARCHITECTURE, shape)) {
            network.initialise(name -> new Random(seed * 31 + name.hashCode()));
            SavedModelExport.write(ARCHITECTURE, shape, network.weights(), directory);
        }
    }

    private static ModelTrained described(String id, NetworkShape shape, ArtifactReference archive) {
        Complexity complexity = Complexity.of(ARCHITECTURE, shape);
        return new ModelTrained(
                "none",
                id,
                ARCHITECTURE.sequence(),
                new Network(shape.filters(), shape.blocks(), 4, shape.scale(), true, false, NetworkPrecision.FLOAT32),
                archive,
                1,
                30,
                30,
                complexity.parameters(),
                complexity.multiplyAddsPerPixel());
    }
}
