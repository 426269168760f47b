package org.deconas.schema;

/**
 * A lane of a round's shared training is done.
 *
 * @param workId of the request that this answers
 * @param weights the shared weights with their optimiser's state
 * @param meanLoss mean absolute error over the steps of this lane, on values in [0, 1]
 */
public record SharedWeightsPublished(
        String experimentId, String workId, int round, int lane, ArtifactReference weights, double meanLoss)
        implements Event {

    public SharedWeightsPublished {
        Require.text("experimentId", experimentId);
        Require.text("workId", workId);
        Require.present("weights", weights);
        Require.finite("meanLoss", meanLoss);
    }

    @Override
    public String eventId() {
        return workId + "/weights";
    }

    @Override
    public Topic topic() {
        return Topic.WEIGHTS;
    }
}
