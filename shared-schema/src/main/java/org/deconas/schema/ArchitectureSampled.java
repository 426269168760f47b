package org.deconas.schema;

import java.util.List;

/**
 * EVALUATE: a trial. The sampler drew this architecture from a policy, and asks what it is worth with the shared weights.
 *
 * @param trialId unique to this trial
 * @param round from 0
 * @param update which policy update of the round it is for, from 0
 * @param index its place among the trials of that update, from 0
 * @param sequence the architecture: 0 and 1 separated by spaces
 * @param policyVersion the policy that it was drawn from
 * @param logProbability its natural log-probability under that policy, at the sampling temperature
 * @param weights the shared weights to measure it with; several mean their mean
 * @param settings the experiment's settings
 */
public record ArchitectureSampled(
        String experimentId,
        String trialId,
        TrialPurpose purpose,
        int round,
        int update,
        int index,
        String sequence,
        long policyVersion,
        double logProbability,
        List<ArtifactReference> weights,
        ExperimentSettings settings)
        implements Event {

    public ArchitectureSampled {
        Require.text("experimentId", experimentId);
        Require.text("trialId", trialId);
        Require.present("purpose", purpose);
        Require.atLeast("round", round, 0);
        Require.atLeast("update", update, 0);
        Require.atLeast("index", index, 0);
        Require.text("sequence", sequence);
        Require.atLeast("policyVersion", policyVersion, 0);
        Require.finite("logProbability", logProbability);
        weights = Require.list("weights", weights);
        Require.present("settings", settings);
    }

    @Override
    public String eventId() {
        return trialId;
    }

    @Override
    public String key() {
        return Lanes.key(experimentId, index % settings.search().lanes());
    }

    @Override
    public Topic topic() {
        return Topic.ARCHITECTURES;
    }

    /**
     * The answer of a trainer that has measured it.
     *
     * @param psnr dB
     * @param penalty P(c), in [0, 1]
     * @param reward R(c), dB
     */
    public RewardMeasured measured(double psnr, double penalty, double reward) {
        return new RewardMeasured(
                experimentId,
                trialId,
                purpose,
                round,
                update,
                index,
                sequence,
                policyVersion,
                logProbability,
                psnr,
                penalty,
                reward);
    }

    /** The answer when it cannot be measured. */
    public TrialFailed failed(String reason, int attempts) {
        return new TrialFailed(experimentId, trialId, purpose, round, update, index, reason, attempts);
    }
}
