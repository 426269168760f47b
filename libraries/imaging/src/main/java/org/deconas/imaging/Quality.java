package org.deconas.imaging;

import java.util.Arrays;

/**
 * Fidelity of an image to its reference on luma: PSNR, and SSIM as Wang, Bovik, Sheikh and Simoncelli define it (IEEE
 * Transactions on Image Processing 13(4), 2004).
 *
 * <p>Luma is BT.601 in studio range, Y = 16 + 65.481 R + 128.553 G + 24.966 B with R, G, B in [0,1], not rounded.
 */
public final class Quality {

    private static final double PEAK = 255;
    private static final int WINDOW = 11;
    private static final double SIGMA = 1.5;
    private static final double C1 = (0.01 * PEAK) * (0.01 * PEAK);
    private static final double C2 = (0.03 * PEAK) * (0.03 * PEAK);
    private static final double[] GAUSSIAN = gaussian();

    private Quality() {}

    /**
     * Both measures of one image.
     *
     * @param psnr peak signal-to-noise ratio in dB, positive infinity for identical images
     * @param ssim mean structural similarity, in [-1,1], 1 for identical images
     */
    public record Score(double psnr, double ssim) {}

    /**
     * @param reference the original
     * @param other the image to score, of the same size
     * @param cropBorder pixels left out at each side, at least 0
     * @return PSNR and SSIM
     * @throws IllegalArgumentException when the sizes differ, or fewer than 11x11 pixels remain
     */
    public static Score score(RgbImage reference, RgbImage other, int cropBorder) {
        return new Score(psnrY(reference, other, cropBorder), ssimY(reference, other, cropBorder));
    }

    /**
     * @param reference the original
     * @param other the image to score, of the same size
     * @param cropBorder pixels left out at each side, at least 0
     * @return 10·log10(255² / mean squared difference of luma) in dB, positive infinity for identical luma
     * @throws IllegalArgumentException when the sizes differ, or no pixel remains
     */
    public static double psnrY(RgbImage reference, RgbImage other, int cropBorder) {
        requireComparable(reference, other, cropBorder, 1);
        int width = reference.width() - 2 * cropBorder;
        int height = reference.height() - 2 * cropBorder;
        double[] expected = new double[width];
        double[] actual = new double[width];
        double sum = 0;
        for (int y = 0; y < height; y++) {
            lumaRow(reference, cropBorder, cropBorder + y, expected);
            lumaRow(other, cropBorder, cropBorder + y, actual);
            for (int x = 0; x < width; x++) {
                double difference = expected[x] - actual[x];
                sum += difference * difference;
            }
        }
        return sum == 0 ? Double.POSITIVE_INFINITY : 10 * Math.log10(PEAK * PEAK * width * height / sum);
    }

    /**
     * SSIM with an 11x11 Gaussian window (σ = 1.5), K1 = 0.01, K2 = 0.03, L = 255, averaged over the positions where the
     * window lies inside the image.
     *
     * @param reference the original
     * @param other the image to score, of the same size
     * @param cropBorder pixels left out at each side, at least 0
     * @return mean structural similarity, in [-1,1]
     * @throws IllegalArgumentException when the sizes differ, or fewer than 11x11 pixels remain
     */
    public static double ssimY(RgbImage reference, RgbImage other, int cropBorder) {
        requireComparable(reference, other, cropBorder, WINDOW);
        int width = reference.width() - 2 * cropBorder;
        int height = reference.height() - 2 * cropBorder;
        int valid = width - WINDOW + 1;
        double[] expected = new double[width];
        double[] actual = new double[width];
        // The last rows filtered horizontally, shape [WINDOW, 5, valid]; moments x, y, x², y², xy.
        double[][][] recent = new double[WINDOW][5][valid];
        double[][] window = new double[5][valid];
        double sum = 0;
        for (int y = 0; y < height; y++) {
            lumaRow(reference, cropBorder, cropBorder + y, expected);
            lumaRow(other, cropBorder, cropBorder + y, actual);
            filterRow(expected, actual, recent[y % WINDOW]);
            if (y >= WINDOW - 1) {
                filterColumns(recent, y - WINDOW + 1, window);
                sum += rowSimilarity(window);
            }
        }
        return sum / ((double) valid * (height - WINDOW + 1));
    }

    private static void filterRow(double[] expected, double[] actual, double[][] moments) {
        for (int x = 0; x < moments[0].length; x++) {
            double meanE = 0;
            double meanA = 0;
            double squareE = 0;
            double squareA = 0;
            double product = 0;
            for (int tap = 0; tap < WINDOW; tap++) {
                double e = expected[x + tap];
                double a = actual[x + tap];
                double weightedE = GAUSSIAN[tap] * e;
                double weightedA = GAUSSIAN[tap] * a;
                meanE += weightedE;
                meanA += weightedA;
                squareE += weightedE * e;
                squareA += weightedA * a;
                product += weightedE * a;
            }
            moments[0][x] = meanE;
            moments[1][x] = meanA;
            moments[2][x] = squareE;
            moments[3][x] = squareA;
            moments[4][x] = product;
        }
    }

    private static void filterColumns(double[][][] recent, int top, double[][] window) {
        for (int moment = 0; moment < window.length; moment++) {
            double[] target = window[moment];
            Arrays.fill(target, 0);
            for (int tap = 0; tap < WINDOW; tap++) {
                double weight = GAUSSIAN[tap];
                double[] row = recent[(top + tap) % WINDOW][moment];
                for (int x = 0; x < target.length; x++) {
                    target[x] += weight * row[x];
                }
            }
        }
    }

    private static double rowSimilarity(double[][] window) {
        double sum = 0;
        for (int x = 0; x < window[0].length; x++) {
            double meanE = window[0][x];
            double meanA = window[1][x];
            double varianceE = window[2][x] - meanE * meanE;
            double varianceA = window[3][x] - meanA * meanA;
            double covariance = window[4][x] - meanE * meanA;
            sum += (2 * meanE * meanA + C1)
                    * (2 * covariance + C2)
                    / ((meanE * meanE + meanA * meanA + C1) * (varianceE + varianceA + C2));
        }
        return sum;
    }

    private static void lumaRow(RgbImage image, int left, int y, double[] luma) {
        byte[] data = image.data();
        int at = RgbImage.CHANNELS * (y * image.width() + left);
        for (int x = 0; x < luma.length; x++, at += RgbImage.CHANNELS) {
            luma[x] = 16
                    + (65.481 * (data[at] & 0xff) + 128.553 * (data[at + 1] & 0xff) + 24.966 * (data[at + 2] & 0xff))
                            / 255;
        }
    }

    private static void requireComparable(RgbImage reference, RgbImage other, int cropBorder, int least) {
        if (reference.width() != other.width() || reference.height() != other.height()) {
            throw new IllegalArgumentException("images of " + reference.width() + "x" + reference.height() + " and "
                    + other.width() + "x" + other.height() + " pixels cannot be compared; give two of one size");
        }
        if (cropBorder < 0) {
            throw new IllegalArgumentException("a border is at least 0 pixels wide, not " + cropBorder);
        }
        if (Math.min(reference.width(), reference.height()) - 2L * cropBorder < least) {
            throw new IllegalArgumentException("an image of " + reference.width() + "x" + reference.height()
                    + " pixels without a border of " + cropBorder + " is too small; at least " + least + "x" + least
                    + " must remain");
        }
    }

    private static double[] gaussian() {
        double[] weights = new double[WINDOW];
        double sum = 0;
        for (int i = 0; i < WINDOW; i++) {
            double distance = i - WINDOW / 2;
            weights[i] = Math.exp(-distance * distance / (2 * SIGMA * SIGMA));
            sum += weights[i];
        }
        for (int i = 0; i < WINDOW; i++) {
            weights[i] /= sum;
        }
        return weights;
    }
}
