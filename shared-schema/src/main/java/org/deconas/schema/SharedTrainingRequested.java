package org.deconas.schema;

import java.util.List;

/**
 * TRAIN: go on training the super-network's shared weights, one minibatch for each sampled sequence in the order of the list
 * (method, section 4).
 *
 * @param workId unique to this piece of work
 * @param round from 0
 * @param lane the part of the round's steps that this is, from 0; lanes are trained side by side
 * @param fromWeights the weights to start from: none for freshly initialised ones, several for their mean
 * @param firstStep number of shared steps done before this, from 0; seeds the patches and drives the learning rate
 * @param sequences architectures, 0 and 1 separated by spaces; one step each
 * @param settings the experiment's settings
 */
public record SharedTrainingRequested(
        String experimentId,
        String workId,
        int round,
        int lane,
        List<ArtifactReference> fromWeights,
        long firstStep,
        List<String> sequences,
        ExperimentSettings settings)
        implements Event {

    public SharedTrainingRequested {
        Require.text("experimentId", experimentId);
        Require.text("workId", workId);
        Require.atLeast("round", round, 0);
        Require.atLeast("lane", lane, 0);
        fromWeights = Require.list("fromWeights", fromWeights);
        Require.atLeast("firstStep", firstStep, 0);
        sequences = Require.list("sequences", sequences);
        Require.present("settings", settings);
    }

    @Override
    public String eventId() {
        return workId;
    }

    @Override
    public String key() {
        return Lanes.key(experimentId, lane);
    }

    @Override
    public Topic topic() {
        return Topic.ARCHITECTURES;
    }
}
