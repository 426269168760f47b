package org.deconas.schema;

/**
 * RETRAIN and TRAIN: train one network on its own, from one step to another. A long training is a chain of such segments, each
 * short enough that nothing is lost when its trainer dies; the last one is exported as a model.
 *
 * @param workId unique to this segment
 * @param networkId unique to the network; its segments share it
 * @param candidate the network's place among the finalists, from 0
 * @param sequence the architecture: 0 and 1 separated by spaces
 * @param fromStep steps done before this segment; 0 initialises the weights
 * @param toStep steps done after this segment
 * @param checkpoint what the segment before left; absent when {@code fromStep} is 0
 * @param export whether the network is to be published as a model after this segment, as it was when it was best
 * @param settings the experiment's settings
 * @param average the moving average that the segment before left; absent when there is none
 * @param best the best segment so far; absent before the first
 */
public record NetworkTrainingRequested(
        String experimentId,
        String workId,
        String networkId,
        TrainingStage stage,
        int candidate,
        String sequence,
        int fromStep,
        int toStep,
        ArtifactReference checkpoint,
        boolean export,
        ExperimentSettings settings,
        ArtifactReference average,
        BestCheckpoint best)
        implements Event {

    public NetworkTrainingRequested {
        Require.text("experimentId", experimentId);
        Require.text("workId", workId);
        Require.text("networkId", networkId);
        Require.present("stage", stage);
        Require.atLeast("candidate", candidate, 0);
        Require.text("sequence", sequence);
        Require.atLeast("fromStep", fromStep, 0);
        Require.atLeast("toStep", toStep, fromStep + 1L);
        if (fromStep > 0) {
            Require.present("checkpoint", checkpoint);
        }
        Require.present("settings", settings);
    }

    @Override
    public String eventId() {
        return workId;
    }

    @Override
    public String key() {
        return Lanes.key(experimentId, candidate % settings.search().lanes());
    }

    @Override
    public Topic topic() {
        return Topic.ARCHITECTURES;
    }
}
