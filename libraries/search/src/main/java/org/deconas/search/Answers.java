package org.deconas.search;

import org.deconas.schema.Event;
import org.deconas.schema.ExperimentSettings;
import org.deconas.schema.NetworkTrained;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.SharedWeightsPublished;
import org.deconas.schema.TrialFailed;

/** What trainers answered, as another experiment has it. */
final class Answers {

    private Answers() {}

    /** A trial with the reward that its PSNR earns under those settings. */
    static RewardMeasured valued(RewardMeasured trial, ExperimentSettings settings) {
        return new RewardMeasured(
                trial.experimentId(),
                trial.trialId(),
                trial.purpose(),
                trial.round(),
                trial.update(),
                trial.index(),
                trial.sequence(),
                trial.policyVersion(),
                trial.logProbability(),
                trial.psnr(),
                trial.penalty(),
                SearchSettings.reward(settings, trial.sequence(), trial.psnr()));
    }

    /** The answer under another experiment's name. Weights and checkpoints stay the same blobs. */
    static Event renamed(Event answer, String experimentId) {
        String before = answer.experimentId();
        if (answer instanceof RewardMeasured trial) {
            return new RewardMeasured(
                    experimentId,
                    renamed(trial.trialId(), before, experimentId),
                    trial.purpose(),
                    trial.round(),
                    trial.update(),
                    trial.index(),
                    trial.sequence(),
                    trial.policyVersion(),
                    trial.logProbability(),
                    trial.psnr(),
                    trial.penalty(),
                    trial.reward());
        }
        if (answer instanceof TrialFailed trial) {
            return new TrialFailed(
                    experimentId,
                    renamed(trial.trialId(), before, experimentId),
                    trial.purpose(),
                    trial.round(),
                    trial.update(),
                    trial.index(),
                    trial.reason(),
                    trial.attempts());
        }
        if (answer instanceof SharedWeightsPublished weights) {
            return new SharedWeightsPublished(
                    experimentId,
                    renamed(weights.workId(), before, experimentId),
                    weights.round(),
                    weights.lane(),
                    weights.weights(),
                    weights.meanLoss());
        }
        if (answer instanceof NetworkTrained network) {
            return new NetworkTrained(
                    experimentId,
                    renamed(network.workId(), before, experimentId),
                    renamed(network.networkId(), before, experimentId),
                    network.stage(),
                    network.candidate(),
                    network.sequence(),
                    network.toStep(),
                    network.checkpoint(),
                    network.meanLoss(),
                    network.validationPsnr(),
                    network.average(),
                    network.best());
        }
        throw new IllegalArgumentException(answer.eventId() + " is no answer of a trainer");
    }

    /** Ids of work begin with that of their experiment. */
    private static String renamed(String id, String before, String now) {
        return now + id.substring(before.length());
    }
}
