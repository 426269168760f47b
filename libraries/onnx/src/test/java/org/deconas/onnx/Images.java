package org.deconas.onnx;

import java.util.List;
import java.util.Random;
import org.deconas.imaging.NamedImage;
import org.deconas.imaging.SyntheticImages;

/**
 * Images as a network takes and gives them.
 *
 * @param values NHWC, three channels
 */
record Images(int count, int height, int width, float[] values) {

    static final int CHANNELS = 3;

    /** Noise in [0, 1]. */
    static Images noise(int count, int height, int width, long seed) {
        Random random = new Random(seed);
        float[] values = new float[count * height * width * CHANNELS];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return new Images(count, height, width, values);
    }

    /** Drawn scenes, cropped: edges, gradients and textures as photographs have them. */
    static Images drawn(int count, int height, int width, long seed) {
        int side = Math.max(64, Math.max(height, width));
        List<NamedImage> scenes = SyntheticImages.generate(count, side, side, seed);
        float[] values = new float[count * height * width * CHANNELS];
        for (int i = 0; i < count; i++) {
            scenes.get(i).image().crop(0, 0, width, height).toFloats(values, i * height * width * CHANNELS);
        }
        return new Images(count, height, width, values);
    }

    /** The values as ONNX takes them. */
    float[] channelsFirst() {
        float[] nchw = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            nchw[channelsFirst(i)] = values[i];
        }
        return nchw;
    }

    /** From the values as ONNX gives them. */
    static Images ofChannelsFirst(int count, int height, int width, float[] nchw) {
        Images images = new Images(count, height, width, new float[nchw.length]);
        for (int i = 0; i < nchw.length; i++) {
            images.values[i] = nchw[images.channelsFirst(i)];
        }
        return images;
    }

    private int channelsFirst(int nhwc) {
        int channel = nhwc % CHANNELS;
        int pixel = nhwc / CHANNELS % (height * width);
        int image = nhwc / CHANNELS / (height * width);
        return (image * CHANNELS + channel) * height * width + pixel;
    }

    double furthestFrom(Images other) {
        double most = 0;
        for (int i = 0; i < values.length; i++) {
            double difference = Math.abs((double) values[i] - other.values[i]);
            most = Double.isNaN(difference) ? Double.NaN : Math.max(most, difference);
        }
        return most;
    }

    @Override
    public String toString() {
        return count + " of " + width + "x" + height;
    }
}
