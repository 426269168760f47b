package org.deconas.schema;

/**
 * A segment of a network's training is done.
 *
 * @param workId of the request that this answers
 * @param toStep steps done in all
 * @param checkpoint weights, optimiser and step
 * @param meanLoss mean absolute error over the segment, on values in [0, 1]
 * @param validationPsnr luma PSNR on all validation patches, dB
 * @param average the moving average of the weights; absent when the settings ask for none
 * @param best the best segment of the network so far; absent in old logs
 * @param preview a PNG of validation images, a row each: enlarged by bicubic, by the network, and the original; for people alone; absent
 *     in old logs and when the settings ask for none
 */
public record NetworkTrained(
        String experimentId,
        String workId,
        String networkId,
        TrainingStage stage,
        int candidate,
        String sequence,
        int toStep,
        ArtifactReference checkpoint,
        double meanLoss,
        double validationPsnr,
        ArtifactReference average,
        BestCheckpoint best,
        ArtifactReference preview)
        implements Event {

    public NetworkTrained {
        Require.text("experimentId", experimentId);
        Require.text("workId", workId);
        Require.text("networkId", networkId);
        Require.present("stage", stage);
        Require.text("sequence", sequence);
        Require.atLeast("toStep", toStep, 1);
        Require.present("checkpoint", checkpoint);
        Require.finite("meanLoss", meanLoss);
        Require.finite("validationPsnr", validationPsnr);
    }

    @Override
    public String eventId() {
        return workId + "/trained";
    }

    @Override
    public Topic topic() {
        return Topic.WEIGHTS;
    }
}
