package org.deconas.schema;

/**
 * The segment of a network's training after which it was best.
 *
 * @param step steps done
 * @param validationPsnr luma PSNR on all validation patches, dB
 * @param weights those that were measured
 */
public record BestCheckpoint(int step, double validationPsnr, ArtifactReference weights) {

    public BestCheckpoint {
        Require.atLeast("best.step", step, 1);
        Require.finite("best.validationPsnr", validationPsnr);
        Require.present("best.weights", weights);
    }
}
