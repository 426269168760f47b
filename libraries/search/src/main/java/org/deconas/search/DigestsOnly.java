package org.deconas.search;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.deconas.controller.PolicySnapshot;
import org.deconas.controller.Reinforce;
import org.deconas.schema.ArtifactReference;

/** Says what a learner would be stored as, and stores nothing: a replay needs no more than the newest, which it has. */
final class DigestsOnly implements PolicyStore {

    @Override
    public ArtifactReference store(Reinforce learner) {
        try {
            byte[] bytes = PolicySnapshot.write(learner);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new ArtifactReference(HexFormat.of().formatHex(digest), bytes.length);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Override
    public Reinforce load(ArtifactReference reference) {
        throw new IllegalStateException("A replay goes on from what it has folded itself");
    }
}
