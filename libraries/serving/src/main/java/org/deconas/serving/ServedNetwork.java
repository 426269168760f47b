package org.deconas.serving;

import ai.djl.inference.Predictor;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.file.Path;
import org.deconas.imaging.RgbImage;

/**
 * A network that was exported as a TensorFlow SavedModel, in memory and ready to enlarge images. It holds native memory until it is
 * closed. Several threads may use it at once, but each run takes all processors already.
 */
public final class ServedNetwork implements AutoCloseable {

    /** What a directory has to hold to be a SavedModel. */
    public static final String SAVED_MODEL_FILE = "saved_model.pb";

    private static final RgbImage FIRST = new RgbImage(16, 16, new byte[16 * 16 * RgbImage.CHANNELS]);

    private final ZooModel<RgbImage, RgbImage> model;
    private final int scale;

    private ServedNetwork(ZooModel<RgbImage, RgbImage> model, int scale) {
        this.model = model;
        this.scale = scale;
    }

    /**
     * Loads TensorFlow, which {@link #open} does otherwise; it takes about a second, once in a process.
     *
     * @throws IllegalStateException when it cannot be loaded, with one line that says why
     */
    public static void loadEngine() {
        TensorFlowEngine.load();
    }

    /**
     * Loads a network and runs it once, because a first run is slow.
     *
     * @param savedModelDirectory signature {@code serving_default}, one input and one output, float32 NHWC RGB in [0, 1]
     * @param scale how many times larger the output is, at least 1
     * @throws IOException when there is no such model or it cannot be used, with one line that says why
     */
    public static ServedNetwork open(Path savedModelDirectory, int scale) throws IOException {
        ServedNetwork network = new ServedNetwork(
                SavedModels.load(savedModelDirectory, RgbImage.class, new ImageTranslator(scale)), scale);
        try {
            network.upscale(FIRST);
        } catch (RuntimeException e) {
            network.close();
            throw new IOException(
                    "The SavedModel in " + savedModelDirectory + " cannot be run: " + SavedModels.firstLine(e), e);
        }
        return network;
    }

    /** How many times wider and higher an image becomes. */
    public int scale() {
        return scale;
    }

    /**
     * Enlarges an image, rounded to 8 bits.
     *
     * @throws IllegalStateException when the network fails, or gives values that are no numbers; the next image is not concerned
     */
    public RgbImage upscale(RgbImage low) {
        try (Predictor<RgbImage, RgbImage> predictor = model.newPredictor()) {
            return predictor.predict(low);
        } catch (TranslateException | RuntimeException e) {
            throw new IllegalStateException("The network failed on " + low + ": " + SavedModels.firstLine(e), e);
        }
    }

    /** Frees the native memory. */
    @Override
    public void close() {
        model.close();
    }
}
