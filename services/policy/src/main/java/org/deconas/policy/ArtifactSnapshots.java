package org.deconas.policy;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.deconas.artifacts.Artifact;
import org.deconas.artifacts.ArtifactStore;
import org.deconas.artifacts.DirectoryArtifactStore;
import org.deconas.controller.PolicySnapshot;
import org.deconas.controller.Reinforce;
import org.deconas.schema.ArtifactReference;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Learners in the artifact store, by digest. */
@ApplicationScoped
class ArtifactSnapshots implements Snapshots {

    private final ArtifactStore store;

    ArtifactSnapshots(@ConfigProperty(name = "deconas.artifacts.directory") Path directory) {
        store = new DirectoryArtifactStore(directory);
    }

    @Override
    public ArtifactReference store(Reinforce learner) {
        try {
            Artifact artifact = store.put(PolicySnapshot.write(learner));
            return new ArtifactReference(artifact.sha256(), artifact.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Reinforce load(ArtifactReference reference) {
        try {
            return PolicySnapshot.read(store.read(reference.sha256()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
