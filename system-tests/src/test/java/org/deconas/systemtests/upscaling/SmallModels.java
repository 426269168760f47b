package org.deconas.systemtests.upscaling;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.deconas.artifacts.Artifact;
import org.deconas.artifacts.DirectoryArchive;
import org.deconas.artifacts.DirectoryArtifactStore;
import org.deconas.cli.mesh.MeshHome;
import org.deconas.networks.SavedModelExport;
import org.deconas.networks.TrainableNetwork;
import org.deconas.schema.ArtifactReference;
import org.deconas.schema.EventCodec;
import org.deconas.schema.ExperimentSettings.Network;
import org.deconas.schema.ModelTrained;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.Complexity;
import org.deconas.searchspace.NetworkShape;

/** Networks with random weights, exported, stored and described as a trainer does it. */
final class SmallModels {

    private static final Architecture ARCHITECTURE = Architecture.DECONASNET;

    private SmallModels() {}

    /** Stores one of the published architecture and as few filters as wished, with one block. */
    static ModelTrained store(MeshHome home, String id, int filters, long seed) throws IOException {
        return store(home, id, new NetworkShape(filters, 1, 2, true), seed);
    }

    static ModelTrained store(MeshHome home, String id, NetworkShape shape, long seed) throws IOException {
        Path directory = Files.createTempDirectory("exported-model");
        try (TrainableNetwork network = TrainableNetwork.of(ARCHITECTURE, shape)) {
            network.initialise(name -> new Random(seed * 31 + name.hashCode()));
            SavedModelExport.write(ARCHITECTURE, shape, network.weights(), directory);
        }
        Artifact artifact =
                new DirectoryArtifactStore(home.artifacts()).put(out -> DirectoryArchive.pack(directory, out));
        Complexity complexity = Complexity.of(ARCHITECTURE, shape);
        return new ModelTrained(
                "none",
                id,
                ARCHITECTURE.sequence(),
                new Network(shape.filters(), shape.blocks(), 4, shape.scale(), true, false),
                new ArtifactReference(artifact.sha256(), artifact.size()),
                1,
                30,
                30,
                complexity.parameters(),
                complexity.multiplyAddsPerPixel());
    }

    /** Puts it where the service finds it at its start. */
    static void install(MeshHome home, ModelTrained model) throws IOException {
        Path directory = Files.createDirectories(home.models().resolve(model.modelId()));
        try (InputStream archive = new DirectoryArtifactStore(home.artifacts())
                .open(model.savedModel().sha256())) {
            DirectoryArchive.unpack(archive, directory);
        }
        Files.write(directory.resolve("model.json"), EventCodec.encode(model));
    }
}
