package org.deconas.sampler;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.deconas.artifacts.ArtifactStore;
import org.deconas.artifacts.DirectoryArtifactStore;
import org.deconas.controller.Policy;
import org.deconas.controller.PolicySnapshot;
import org.deconas.schema.ArtifactReference;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Policies in the artifact store, by digest; the one that was asked for last is kept at hand. */
@ApplicationScoped
class ArtifactPolicies implements Policies {

    private final ArtifactStore store;
    private ArtifactReference newest; // what is at hand; null for none
    private Policy policy;

    ArtifactPolicies(@ConfigProperty(name = "deconas.artifacts.directory") Path directory) {
        store = new DirectoryArtifactStore(directory);
    }

    @Override
    public synchronized Policy load(ArtifactReference snapshot) {
        try {
            if (!snapshot.equals(newest)) {
                policy = PolicySnapshot.read(store.read(snapshot.sha256())).policy();
                newest = snapshot;
            }
            return policy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
