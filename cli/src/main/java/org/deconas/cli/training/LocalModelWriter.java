package org.deconas.cli.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.deconas.artifacts.Artifact;
import org.deconas.artifacts.DirectoryArchive;
import org.deconas.artifacts.DirectoryArtifactStore;
import org.deconas.artifacts.DirectoryTree;
import org.deconas.cli.mesh.MeshHome;
import org.deconas.networks.SavedModelExport;
import org.deconas.networks.Weights;
import org.deconas.schema.ArtifactReference;
import org.deconas.schema.EventCodec;
import org.deconas.schema.ModelTrained;
import org.deconas.searchspace.Complexity;

/**
 * Puts a trained network into a home as a model, in the layout that inference reads at its start: {@code models/ID/} with the SavedModel
 * and {@code model.json}.
 */
final class LocalModelWriter {

    private final MeshHome home;

    LocalModelWriter(MeshHome home) {
        this.home = home;
    }

    /** Writes the model whole, then puts it in place of one of the same id. */
    ModelTrained write(String trainingName, TrainingSettings settings, Weights weights, Score score, double bicubicPsnr)
            throws IOException {
        home.create();
        Path incoming = Files.createTempDirectory(home.models(), ".incoming-");
        try {
            SavedModelExport.write(settings.architecture(), settings.shape(), weights, incoming);
            Artifact archive =
                    new DirectoryArtifactStore(home.artifacts()).put(out -> DirectoryArchive.pack(incoming, out));
            Complexity complexity = Complexity.of(settings.architecture(), settings.shape());
            ModelTrained model = new ModelTrained(
                    trainingName,
                    trainingName + "-x" + settings.scale(),
                    settings.sequence(),
                    settings.network(),
                    new ArtifactReference(archive.sha256(), archive.size()),
                    score.step(),
                    score.psnr(),
                    bicubicPsnr,
                    complexity.parameters(),
                    complexity.multiplyAddsPerPixel());
            Files.write(incoming.resolve("model.json"), EventCodec.encode(model));
            Path target = home.models().resolve(model.modelId());
            DirectoryTree.delete(target);
            Files.move(incoming, target, StandardCopyOption.ATOMIC_MOVE);
            return model;
        } finally {
            DirectoryTree.delete(incoming);
        }
    }
}
