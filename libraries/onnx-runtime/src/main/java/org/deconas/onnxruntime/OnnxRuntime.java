package org.deconas.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.deconas.imaging.RgbImage;
import org.deconas.onnx.OnnxExport;
import org.deconas.serving.FirstLine;
import org.deconas.serving.NetworkRuntime;

/**
 * A network in ONNX Runtime, on whole images: the SavedModel's export, made when it is opened. Of operations that the export does not know it
 * runs none.
 */
public final class OnnxRuntime implements NetworkRuntime.Runs {

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final int scale;

    private OnnxRuntime(byte[] model, int scale) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            // One operation after another, each on all processors, as TensorFlow is run
            options.setIntraOpNumThreads(Runtime.getRuntime().availableProcessors());
            options.setInterOpNumThreads(1);
            // Threads that wait busily would slow whatever else runs
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            session = environment.createSession(model, options);
        }
        this.scale = scale;
    }

    /**
     * Loads a network.
     *
     * @throws IOException when there is no such model, when it cannot be said in ONNX, or when it cannot be loaded, with one line that says
     *     why
     */
    public static OnnxRuntime open(Path savedModelDirectory, int scale) throws IOException {
        byte[] model = OnnxExport.bytes(savedModelDirectory);
        try {
            return new OnnxRuntime(model, scale);
        } catch (OrtException | LinkageError e) {
            throw new IOException(
                    "The SavedModel in " + savedModelDirectory + " cannot be loaded into ONNX Runtime: "
                            + FirstLine.of(e),
                    e);
        }
    }

    @Override
    public float[] run(float[] images, int count, int width, int height) {
        long[] shape = {count, RgbImage.CHANNELS, height, width};
        long[] expected = {count, RgbImage.CHANNELS, (long) height * scale, (long) width * scale};
        try (OnnxTensor input =
                        OnnxTensor.createTensor(environment, FloatBuffer.wrap(channelsFirst(images, count)), shape);
                OrtSession.Result result = session.run(Map.of(OnnxExport.INPUT, input))) {
            OnnxTensor output = (OnnxTensor) result.get(0);
            if (!Arrays.equals(expected, output.getInfo().getShape())) {
                throw new IllegalStateException(
                        "The network gives " + Arrays.toString(output.getInfo().getShape()) + ", but at scale " + scale
                                + " it must give " + Arrays.toString(expected));
            }
            return channelsLast(output.getFloatBuffer(), count);
        } catch (OrtException e) {
            throw new IllegalStateException("The network failed: " + FirstLine.of(e), e);
        }
    }

    private static float[] channelsFirst(float[] images, int count) {
        int pixels = images.length / count / RgbImage.CHANNELS;
        float[] planes = new float[images.length];
        for (int image = 0; image < count; image++) {
            int start = image * pixels * RgbImage.CHANNELS;
            for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
                int plane = start + channel * pixels;
                for (int pixel = 0; pixel < pixels; pixel++) {
                    planes[plane + pixel] = images[start + pixel * RgbImage.CHANNELS + channel];
                }
            }
        }
        return planes;
    }

    private static float[] channelsLast(FloatBuffer planes, int count) {
        float[] images = new float[planes.remaining()];
        int pixels = images.length / count / RgbImage.CHANNELS;
        float[] plane = new float[pixels];
        for (int image = 0; image < count; image++) {
            int start = image * pixels * RgbImage.CHANNELS;
            for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
                planes.get(plane);
                for (int pixel = 0; pixel < pixels; pixel++) {
                    images[start + pixel * RgbImage.CHANNELS + channel] = plane[pixel];
                }
            }
        }
        return images;
    }

    /** Frees the native memory. */
    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime does not free a network: " + FirstLine.of(e), e);
        }
    }
}
