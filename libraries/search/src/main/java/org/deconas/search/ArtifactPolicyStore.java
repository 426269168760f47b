package org.deconas.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.deconas.artifacts.Artifact;
import org.deconas.artifacts.ArtifactStore;
import org.deconas.controller.PolicySnapshot;
import org.deconas.controller.Reinforce;
import org.deconas.schema.ArtifactReference;

/** Learners in the artifact store, by digest; the one that was asked for last is kept at hand. */
public final class ArtifactPolicyStore implements PolicyStore {

    private final ArtifactStore store;
    private ArtifactReference newest; // what is at hand; null for none
    private Reinforce learner;

    public ArtifactPolicyStore(ArtifactStore store) {
        this.store = store;
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
    public synchronized Reinforce load(ArtifactReference reference) {
        try {
            if (!reference.equals(newest)) {
                learner = PolicySnapshot.read(store.read(reference.sha256()));
                newest = reference;
            }
            return learner;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
