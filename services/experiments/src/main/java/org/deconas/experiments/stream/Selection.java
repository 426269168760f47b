package org.deconas.experiments.stream;

import java.util.Set;

/**
 * Which events a client wants.
 *
 * @param experimentId null for those of all
 * @param kinds as {@code RewardMeasured}; empty for all
 */
public record Selection(String experimentId, Set<String> kinds) {

    public Selection {
        kinds = Set.copyOf(kinds);
    }

    boolean has(Frame frame) {
        return isOf(frame) && (kinds.isEmpty() || kinds.contains(frame.kind()));
    }

    /** Whether it is the last event of the one experiment that is followed, wanted or not. */
    boolean endsWith(Frame frame) {
        return experimentId != null
                && isOf(frame)
                && (frame.kind().equals("ExperimentEnded") || frame.kind().equals("ExperimentDeleted"));
    }

    private boolean isOf(Frame frame) {
        return experimentId == null || experimentId.equals(frame.experimentId());
    }
}
