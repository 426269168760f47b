package org.deconas.imaging;

import java.util.Arrays;

/**
 * Bicubic resampling as MATLAB's {@code imresize} defines it: Keys' cubic kernel with a = −0.5, widened by the scale when
 * shrinking (antialiasing), symmetric borders, normalised weights. Computed in double precision and rounded to 8 bits
 * once, half up. This is the degradation of the evaluation protocol for image super-resolution (paper, section IV).
 */
public final class Bicubic {

    private static final double A = -0.5;

    private Bicubic() {}

    /**
     * @param hr the image; both sides multiples of {@code scale}
     * @param scale how many times smaller the result is, at least 1
     * @return the image of width/scale x height/scale pixels
     * @throws IllegalArgumentException when a side is not a multiple of the scale
     */
    public static RgbImage downscale(RgbImage hr, int scale) {
        RgbImage.requireScale(scale);
        if (hr.width() % scale != 0 || hr.height() % scale != 0) {
            throw new IllegalArgumentException("an image of " + hr.width() + "x" + hr.height()
                    + " pixels cannot be divided by the scale " + scale + "; crop it to a multiple first");
        }
        return resample(
                hr,
                Contributions.of(hr.width(), hr.width() / scale, 1.0 / scale),
                Contributions.of(hr.height(), hr.height() / scale, 1.0 / scale));
    }

    /**
     * @param lr the image
     * @param scale how many times larger the result is, at least 1
     * @return the image of width·scale x height·scale pixels
     * @throws IllegalArgumentException when the scale is not positive
     */
    public static RgbImage upscale(RgbImage lr, int scale) {
        RgbImage.requireScale(scale);
        return resample(
                lr,
                Contributions.of(lr.width(), Math.multiplyExact(lr.width(), scale), scale),
                Contributions.of(lr.height(), Math.multiplyExact(lr.height(), scale), scale));
    }

    private static RgbImage resample(RgbImage source, Contributions columns, Contributions rows) {
        int samples = RgbImage.CHANNELS * source.width();
        byte[] result = new byte[Math.toIntExact((long) RgbImage.CHANNELS * columns.length() * rows.length())];
        double[] blended = new double[samples];
        for (int y = 0, at = 0; y < rows.length(); y++) {
            blendRows(source.data(), samples, rows, y, blended);
            for (int x = 0; x < columns.length(); x++) {
                double red = 0;
                double green = 0;
                double blue = 0;
                for (int tap = x * columns.taps(); tap < (x + 1) * columns.taps(); tap++) {
                    double weight = columns.weights()[tap];
                    int from = columns.indices()[tap] * RgbImage.CHANNELS;
                    red += weight * blended[from];
                    green += weight * blended[from + 1];
                    blue += weight * blended[from + 2];
                }
                result[at++] = rounded(red);
                result[at++] = rounded(green);
                result[at++] = rounded(blue);
            }
        }
        return new RgbImage(columns.length(), rows.length(), result);
    }

    private static void blendRows(byte[] data, int samples, Contributions rows, int y, double[] blended) {
        Arrays.fill(blended, 0);
        for (int tap = y * rows.taps(); tap < (y + 1) * rows.taps(); tap++) {
            double weight = rows.weights()[tap];
            if (weight == 0) {
                continue;
            }
            int from = rows.indices()[tap] * samples;
            for (int i = 0; i < samples; i++) {
                blended[i] += weight * (data[from + i] & 0xff);
            }
        }
    }

    private static byte rounded(double value) {
        return (byte) (int) (Math.min(255, Math.max(0, value)) + 0.5);
    }

    /**
     * Which source positions make up each position of the result along one dimension.
     *
     * @param length number of positions of the result
     * @param taps number of source positions for each
     * @param indices shape [length, taps], source positions, already mirrored into range
     * @param weights shape [length, taps], each row of sum 1
     */
    private record Contributions(int length, int taps, int[] indices, double[] weights) {

        static Contributions of(int sourceLength, int length, double scale) {
            double shrink = Math.min(1, scale);
            double support = 4 / shrink;
            int taps = (int) Math.ceil(support) + 2;
            int[] indices = new int[length * taps];
            double[] weights = new double[length * taps];
            for (int position = 0; position < length; position++) {
                double centre = (position + 0.5) / scale - 0.5;
                int first = (int) Math.floor(centre - support / 2);
                double sum = 0;
                for (int tap = 0; tap < taps; tap++) {
                    int at = position * taps + tap;
                    weights[at] = cubic(shrink * (centre - first - tap));
                    indices[at] = mirrored(first + tap, sourceLength);
                    sum += weights[at];
                }
                for (int at = position * taps; at < (position + 1) * taps; at++) {
                    weights[at] /= sum;
                }
            }
            return new Contributions(length, taps, indices, weights);
        }

        private static int mirrored(int index, int length) {
            int inPeriod = Math.floorMod(index, 2 * length);
            return inPeriod < length ? inPeriod : 2 * length - 1 - inPeriod;
        }

        private static double cubic(double x) {
            double d = Math.abs(x);
            if (d <= 1) {
                return ((A + 2) * d - (A + 3)) * d * d + 1;
            }
            return d <= 2 ? ((A * d - 5 * A) * d + 8 * A) * d - 4 * A : 0;
        }
    }
}
