package org.deconas.schema;

/**
 * A trial was measured. It repeats what was sampled, so that a policy is a fold over the rewards alone.
 *
 * @param psnr luma PSNR on the validation patches, dB
 * @param penalty complexity penalty, in [0, 1]
 * @param reward psnr − λ·penalty, dB (method, section 4)
 */
public record RewardMeasured(
        String experimentId,
        String trialId,
        TrialPurpose purpose,
        int round,
        int update,
        int index,
        String sequence,
        long policyVersion,
        double logProbability,
        double psnr,
        double penalty,
        double reward)
        implements Event, TrialEnded {

    public RewardMeasured {
        Require.text("experimentId", experimentId);
        Require.text("trialId", trialId);
        Require.present("purpose", purpose);
        Require.text("sequence", sequence);
        Require.atLeast("policyVersion", policyVersion, 0);
        Require.finite("logProbability", logProbability);
        Require.finite("psnr", psnr);
        Require.within("penalty", penalty, 0, 1);
        Require.finite("reward", reward);
    }

    @Override
    public String eventId() {
        return trialId + "/reward";
    }

    @Override
    public Topic topic() {
        return Topic.REWARDS;
    }

    /** The same measurement, valued otherwise. */
    public RewardMeasured withReward(double newReward) {
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
                newReward);
    }
}
