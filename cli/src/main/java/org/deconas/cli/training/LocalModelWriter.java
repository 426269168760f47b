package org.deconas.cli.training;

import java.io.IOException;
import org.deconas.cli.mesh.HomeModels;
import org.deconas.cli.mesh.MeshHome;
import org.deconas.networks.SavedModelExport;
import org.deconas.networks.Weights;
import org.deconas.schema.ArtifactReference;
import org.deconas.schema.ModelDescriptor;
import org.deconas.schema.ModelTrained;
import org.deconas.searchspace.Complexity;

/** Puts a trained network into a home as a model. */
final class LocalModelWriter {

    private final HomeModels models;

    LocalModelWriter(MeshHome home) {
        this.models = new HomeModels(home);
    }

    /** Writes the model whole, then puts it in place of one of the same id. */
    ModelTrained write(String trainingName, TrainingSettings settings, Weights weights, Score score, double bicubicPsnr)
            throws IOException {
        ModelDescriptor written = models.put(directory -> {
            SavedModelExport.write(settings.architecture(), settings.shape(), weights, directory);
            return archive -> ModelDescriptor.of(event(trainingName, settings, archive, score, bicubicPsnr));
        });
        return ((ModelDescriptor.Trained) written.origin()).event();
    }

    private static ModelTrained event(
            String trainingName,
            TrainingSettings settings,
            ArtifactReference archive,
            Score score,
            double bicubicPsnr) {
        Complexity complexity = Complexity.of(settings.architecture(), settings.shape());
        return new ModelTrained(
                trainingName,
                trainingName + "-x" + settings.scale(),
                settings.sequence(),
                settings.network(),
                archive,
                score.step(),
                score.psnr(),
                bicubicPsnr,
                complexity.parameters(),
                complexity.multiplyAddsPerPixel());
    }
}
