package org.deconas.search;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a search's policy became, beside what it would have become from the same measurements with other settings. The trials stay
 * those that were sampled; the importance ratio corrects for their coming from another policy, within its bound. Where the effective
 * number of trials falls far below the real one the two policies have parted, and the answer is a guess.
 *
 * @param changed keys of the settings that differ
 * @param versions each version of the policy in both
 * @param logged what came out in the log
 * @param asked what would have
 */
public record WhatIf(String experimentId, Set<String> changed, List<Version> versions, Outcome logged, Outcome asked) {

    public WhatIf {
        changed = java.util.Collections.unmodifiableSet(new TreeSet<>(changed));
        versions = List.copyOf(versions);
    }

    /**
     * A version of the policy in both.
     *
     * @param loggedReward mean of the applied rewards, dB, as the log has them
     * @param askedReward the same under the changed settings
     * @param loggedEntropy mean entropy of the applied sequences' choices under the policy before, nats
     * @param askedEntropy the same of the policy that would have been
     * @param effectiveTrials how many independent trials the bounded importance ratios are worth (Kish 1965): (Σρ)² / Σρ²; 0 for
     *     version 0
     * @param isSame whether the parameters are the same to the bit
     */
    public record Version(
            long version,
            int round,
            int trials,
            double loggedReward,
            double askedReward,
            double loggedEntropy,
            double askedEntropy,
            double effectiveTrials,
            boolean isSame) {}

    /**
     * What came out.
     *
     * @param policyVersion the last
     * @param parametersSha256 digest of its parameters
     * @param mostProbable the architecture of its most probable choices
     * @param meanPenalty mean penalty of architectures drawn from it
     * @param meanMultiplyAdds their mean multiply-adds for an output of 1280x720
     * @param bestTrial of all trials that were measured the one that is worth most under these settings
     * @param bestReward what it is worth, dB
     */
    public record Outcome(
            long policyVersion,
            String parametersSha256,
            Cost mostProbable,
            double meanPenalty,
            double meanMultiplyAdds,
            Cost bestTrial,
            double bestReward) {}

    /**
     * What an architecture costs.
     *
     * @param penalty in [0, 1]
     * @param multiplyAdds for an output of 1280x720
     */
    public record Cost(String sequence, long parameters, double penalty, long multiplyAdds) {}

    /** Whether what was measured stays true when that setting changes, so that a replay can tell what follows. */
    public static boolean isAnswered(String key) {
        return key.startsWith("reward.") || key.startsWith("policy.");
    }
}
