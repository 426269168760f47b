package org.deconas.schema;

/**
 * A model can be served.
 *
 * @param modelId what users call it by
 * @param sequence the architecture: 0 and 1 separated by spaces
 * @param savedModel a ZIP archive of a TensorFlow SavedModel: input {@code lr}, output {@code sr}, float32 NHWC RGB in [0, 1], any
 *     height and width
 * @param steps training steps it had
 * @param validationPsnr luma PSNR on all validation patches, dB
 * @param bicubicPsnr the same of bicubic enlargement, dB
 * @param parameters number of weights
 * @param multiplyAddsPerPixel multiply-adds for one pixel of the low-resolution image
 */
public record ModelTrained(
        String experimentId,
        String modelId,
        String sequence,
        ExperimentSettings.Network network,
        ArtifactReference savedModel,
        int steps,
        double validationPsnr,
        double bicubicPsnr,
        long parameters,
        long multiplyAddsPerPixel)
        implements Event {

    public ModelTrained {
        Require.text("experimentId", experimentId);
        Require.text("modelId", modelId);
        Require.text("sequence", sequence);
        Require.present("network", network);
        Require.present("savedModel", savedModel);
        Require.atLeast("steps", steps, 1);
        Require.finite("validationPsnr", validationPsnr);
        Require.finite("bicubicPsnr", bicubicPsnr);
        Require.atLeast("parameters", parameters, 1);
        Require.atLeast("multiplyAddsPerPixel", multiplyAddsPerPixel, 1);
    }

    @Override
    public String eventId() {
        return modelId;
    }

    @Override
    public String key() {
        return modelId;
    }

    @Override
    public Topic topic() {
        return Topic.MODELS;
    }
}
