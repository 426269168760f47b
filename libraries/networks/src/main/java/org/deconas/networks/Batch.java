package org.deconas.networks;

/**
 * Images of one size, NHWC, RGB in [0, 1].
 *
 * @param values count·height·width·3 values
 */
public record Batch(int count, int height, int width, float[] values) {

    static final int CHANNELS = 3;

    public Batch {
        long size = (long) count * height * width * CHANNELS;
        if (count < 1 || height < 1 || width < 1 || values.length != size) {
            throw new IllegalArgumentException("A batch of " + count + " images of " + width + "x" + height + " has "
                    + size + " values, not " + values.length);
        }
    }
}
