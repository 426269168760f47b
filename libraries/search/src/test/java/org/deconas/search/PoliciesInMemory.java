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
        ArtifactReference reference = new DigestsOnly().store(learner);
        blobs.put(reference.sha256(), PolicySnapshot.write(learner));
        return reference;
    }

    @Override
    public Reinforce load(ArtifactReference reference) {
        return PolicySnapshot.read(blobs.get(reference.sha256()));
    }
}
