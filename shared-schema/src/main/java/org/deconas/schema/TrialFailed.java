package org.deconas.schema;

/**
 * A trial could not be measured after a bounded number of attempts.
 *
 * @param reason one line
 * @param attempts how often it was tried
 */
public record TrialFailed(
        String experimentId,
        String trialId,
        TrialPurpose purpose,
        int round,
        int update,
        int index,
        String reason,
        int attempts)
        implements Event, TrialEnded {

    public TrialFailed {
        Require.text("experimentId", experimentId);
        Require.text("trialId", trialId);
        Require.present("purpose", purpose);
        Require.text("reason", reason);
        Require.atLeast("attempts", attempts, 1);
    }

    @Override
    public String eventId() {
        return trialId + "/failed";
    }

    @Override
    public Topic topic() {
        return Topic.REWARDS;
    }
}
