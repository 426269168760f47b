package org.deconas.schema;

import java.util.List;

/**
 * A policy has a new version. Version 0 is the freshly initialised one.
 *
 * @param version from 0, one more with each update
 * @param round the round of the update; 0 for version 0
 * @param update which update of the round, from 0; -1 for version 0
 * @param appliedTrials the trials whose rewards moved it, in order
 * @param parametersSha256 digest of the parameters alone: what a replay is compared by
 * @param snapshot parameters, optimiser and baseline in the artifact store: what the next update starts from
 * @param baseline moving average of the rewards after this update, dB; 0 for version 0
 * @param meanReward mean of the applied rewards, dB; 0 for version 0
 * @param meanEntropy mean entropy of the applied sequences' choices under the policy before, in nats; 0 for version 0
 * @param gradientNorm Euclidean norm of the gradient; 0 for version 0
 */
public record PolicyUpdated(
        String experimentId,
        long version,
        int round,
        int update,
        List<String> appliedTrials,
        String parametersSha256,
        ArtifactReference snapshot,
        double baseline,
        double meanReward,
        double meanEntropy,
        double gradientNorm)
        implements Event {

    public PolicyUpdated {
        Require.text("experimentId", experimentId);
        Require.atLeast("version", version, 0);
        appliedTrials = Require.list("appliedTrials", appliedTrials);
        Require.text("parametersSha256", parametersSha256);
        Require.present("snapshot", snapshot);
        Require.finite("baseline", baseline);
        Require.finite("meanReward", meanReward);
        Require.finite("meanEntropy", meanEntropy);
        Require.finite("gradientNorm", gradientNorm);
    }

    @Override
    public String eventId() {
        return experimentId + "/policy-" + version;
    }

    @Override
    public Topic topic() {
        return Topic.POLICIES;
    }
}
