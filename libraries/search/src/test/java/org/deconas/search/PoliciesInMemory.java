package org.deconas.search;

import java.util.HashMap;
import java.util.Map;
import org.deconas.controller.PolicySnapshot;
import org.deconas.controller.Reinforce;
import org.deconas.schema.ArtifactReference;

/** Learners in memory, as the bytes that would be stored. */
final class PoliciesInMemory implements PolicyStore {

    private final Map<String, byte[]> blobs = new HashMap<>();

    @Override
    public ArtifactReference store(Reinforce learner) {
        byte[] bytes = PolicySnapshot.write(learner);
        ArtifactReference reference =
                new ArtifactReference(PolicySnapshot.parametersSha256(learner.policy()), bytes.length);
        blobs.put(reference.sha256(), bytes);
        return reference;
    }

    @Override
    public Reinforce load(ArtifactReference reference) {
        return PolicySnapshot.read(blobs.get(reference.sha256()));
    }
}
