package org.deconas.trainer;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deconas.artifacts.Artifact;
import org.deconas.artifacts.ArtifactStore;
import org.deconas.artifacts.DirectoryArchive;
import org.deconas.artifacts.DirectoryTree;
import org.deconas.networks.SavedModelExport;
import org.deconas.networks.Weights;
import org.deconas.networks.WeightsFormat;
import org.deconas.schema.ArtifactReference;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.NetworkShape;

/** Weights, models and pictures in the artifact store. */
@ApplicationScoped
class Blobs {

    private final ArtifactStore store;

    Blobs(ArtifactStore store) {
        this.store = store;
    }

    ArtifactReference store(Weights weights) throws IOException {
        return reference(store.put(out -> WeightsFormat.write(weights, out)));
    }

    ArtifactReference store(byte[] content) throws IOException {
        return reference(store.put(out -> out.write(content)));
    }

    /** The mean of the stored weights; of one, that one. */
    Weights load(List<ArtifactReference> references) throws IOException {
        List<Weights> all = new ArrayList<>();
        for (ArtifactReference reference : references) {
            try (InputStream in = store.open(reference.sha256())) {
                Weights weights = WeightsFormat.read(in);
                // The digest is checked where the stream ends
                in.transferTo(java.io.OutputStream.nullOutputStream());
                all.add(weights);
            }
        }
        return Weights.mean(all);
    }

    /** Stores a ZIP archive of the network's SavedModel. */
    ArtifactReference storeModel(Architecture architecture, NetworkShape shape, Weights weights) throws IOException {
        Path directory = Files.createTempDirectory("deconas-model-");
        try {
            SavedModelExport.write(architecture, shape, weights, directory);
            return reference(store.put(out -> DirectoryArchive.pack(directory, out)));
        } finally {
            DirectoryTree.delete(directory);
        }
    }

    private static ArtifactReference reference(Artifact artifact) {
        return new ArtifactReference(artifact.sha256(), artifact.size());
    }
}
