package org.deconas.schema;

/** What came of a trial: a reward, or a reason why there is none. */
public sealed interface TrialEnded permits RewardMeasured, TrialFailed {

    String experimentId();

    String trialId();

    TrialPurpose purpose();

    int round();

    int update();

    int index();
}
