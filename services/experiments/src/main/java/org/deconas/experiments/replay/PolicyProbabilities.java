package org.deconas.experiments.replay;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.deconas.artifacts.ArtifactStore;
import org.deconas.controller.BitProbabilities;
import org.deconas.controller.PolicySnapshot;
import org.deconas.experiments.projection.PolicySnapshots.Snapshot;

/**
 * What policies would draw, from their snapshots in the artifact store. Each policy is looked at once: what came out is kept, for as
 * many policies as {@link #KEPT}. Those who ask at the same time take turns, a policy each.
 */
@ApplicationScoped
public class PolicyProbabilities {

    /** How many draws an estimate is made of: its standard error is at most 0.09. */
    public static final int SAMPLES = 32;

    private static final long SEED = 1; // the same for all, so that versions differ by less than by their errors
    private static final int KEPT = 2_000;

    private final ArtifactStore artifacts;

    private final Semaphore core = new Semaphore(1, true); // one of the machine's, for whoever's turn it is
    private final Map<String, BitProbabilities> known =
            Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, BitProbabilities> eldest) {
                    return size() > KEPT;
                }
            });

    PolicyProbabilities(ArtifactStore artifacts) {
        this.artifacts = artifacts;
    }

    /**
     * A version's probabilities.
     *
     * @param ones P(bit = 1) for each bit; null when its snapshot cannot be read
     * @param largestError the largest of their standard errors; null likewise
     * @param missing why its snapshot cannot be read; null when it can
     */
    public record Version(long version, int round, List<Double> ones, Double largestError, String missing) {}

    /**
     * The probabilities of several versions of a policy, in their order. Blocks; what is known already waits for nobody.
     *
     * @param isWanted asked before each policy that has to be looked at: whether whoever asked still waits
     * @throws CancellationException when nobody waits any more
     */
    public List<Version> of(List<Snapshot> snapshots, BooleanSupplier isWanted) {
        List<Version> versions = new ArrayList<>();
        for (Snapshot snapshot : snapshots) {
            try {
                versions.add(version(snapshot, probabilities(snapshot, isWanted)));
            } catch (IOException | IllegalArgumentException e) {
                versions.add(new Version(snapshot.version(), snapshot.round(), null, null, e.getMessage()));
            }
        }
        return versions;
    }

    private BitProbabilities probabilities(Snapshot snapshot, BooleanSupplier isWanted) throws IOException {
        BitProbabilities found = known.get(snapshot.sha256());
        if (found != null) {
            return found;
        }
        core.acquireUninterruptibly();
        try {
            if (!isWanted.getAsBoolean()) {
                throw new CancellationException("Nobody waits for the probabilities any more");
            }
            found = known.get(snapshot.sha256()); // whoever was before may have wanted the same
            if (found == null) {
                found = BitProbabilities.estimate(
                        PolicySnapshot.read(artifacts.read(snapshot.sha256())).policy(), SAMPLES, SEED);
                known.put(snapshot.sha256(), found);
            }
            return found;
        } finally {
            core.release();
        }
    }

    private static Version version(Snapshot snapshot, BitProbabilities probabilities) {
        List<Double> ones = new ArrayList<>();
        double largest = 0;
        for (int bit = 0; bit < probabilities.ones().length; bit++) {
            ones.add(Math.round(probabilities.ones()[bit] * 1e4) / 1e4);
            largest = Math.max(largest, probabilities.standardErrors()[bit]);
        }
        return new Version(snapshot.version(), snapshot.round(), ones, largest, null);
    }
}
