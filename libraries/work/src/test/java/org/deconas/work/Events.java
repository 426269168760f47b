package org.deconas.work;

import java.util.List;
import org.deconas.schema.ArchitectureSampled;
import org.deconas.schema.ArtifactReference;
import org.deconas.schema.ExperimentSettings;
import org.deconas.schema.NetworkPrecision;
import org.deconas.schema.PolicyBaseline;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.SearchStrategy;
import org.deconas.schema.SharedTrainingRequested;
import org.deconas.schema.SharedWeightsPublished;
import org.deconas.schema.TrialPurpose;
import org.deconas.schema.WorkClaimed;
import org.deconas.schema.WorkReleased;
import org.deconas.schema.WorkRenewed;

/** Events of a small experiment. */
final class Events {

    static final String EXPERIMENT = "e";
    static final ArtifactReference WEIGHTS = new ArtifactReference("0".repeat(64), 1);

    private Events() {}

    static ArchitectureSampled trial(int index) {
        return new ArchitectureSampled(
                EXPERIMENT,
                trialId(index),
                TrialPurpose.REINFORCE,
                0,
                0,
                index,
                "1 1 1 0",
                0,
                -1,
                List.of(WEIGHTS),
                settings());
    }

    static String trialId(int index) {
        return EXPERIMENT + "/r0/u0/t" + index;
    }

    static RewardMeasured reward(int index) {
        return rewardOf(trial(index));
    }

    static RewardMeasured rewardOf(ArchitectureSampled trial) {
        return trial.measured(30, 0.5, 29);
    }

    static SharedTrainingRequested training(int lane) {
        return new SharedTrainingRequested(
                EXPERIMENT, trainingId(lane), 0, lane, List.of(), 0, List.of("1 1 1 0"), settings());
    }

    static String trainingId(int lane) {
        return EXPERIMENT + "/r0/train-" + lane;
    }

    static SharedWeightsPublished weights(int lane) {
        return new SharedWeightsPublished(EXPERIMENT, trainingId(lane), 0, lane, WEIGHTS, 0.1);
    }

    /** A claim by the only process of a trainer, which is called as the trainer is. */
    static WorkClaimed claim(String workId, int attempt, String trainer) {
        return claim(workId, attempt, trainer, trainer);
    }

    static WorkClaimed claim(String workId, int attempt, String trainer, String instance) {
        return new WorkClaimed(EXPERIMENT, workId, attempt, trainer, instance);
    }

    static WorkRenewed renewal(String workId, int attempt, String instance, int renewal) {
        return new WorkRenewed(EXPERIMENT, workId, attempt, instance, renewal);
    }

    static WorkReleased failure(String workId, int attempt, String instance) {
        return new WorkReleased(
                EXPERIMENT, workId, attempt, instance, WorkReleased.Cause.FAILED, "the images are gone");
    }

    static WorkReleased handOver(String workId, int attempt, String instance) {
        return new WorkReleased(
                EXPERIMENT, workId, attempt, instance, WorkReleased.Cause.HANDED_OVER, "the trainer stops");
    }

    static ExperimentSettings settings() {
        return new ExperimentSettings(
                7,
                new ExperimentSettings.Network(8, 1, 2, 2, true, false, NetworkPrecision.FLOAT32),
                new ExperimentSettings.Data("/images", null, 0.2, 4, 12),
                new ExperimentSettings.SharedTraining(2, 8, 1e-3, 1000),
                new ExperimentSettings.Search(SearchStrategy.REINFORCE, 3, 10, 1, 2, 3, 2, 4, 2, 2),
                new ExperimentSettings.Reward(2, 0.0, 0.0),
                new ExperimentSettings.Policy(1e-2, 0, PolicyBaseline.MOVING_AVERAGE, 0.9, 1, 0, 2, null, null),
                new ExperimentSettings.Training(6, 12, 5, 2, 8, 1e-3, 0.0, 0));
    }
}
