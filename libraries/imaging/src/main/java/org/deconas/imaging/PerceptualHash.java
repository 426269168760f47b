package org.deconas.imaging;

/**
 * What an image looks like, coarsely: an image and its recompressed, resized, slightly brightened or mirrored copies have
 * hashes that differ in few bits, different images have hashes that differ in many. A crop counts as different.
 *
 * <p>Computed from the luma, shrunk to 32x32 values by averaging and transformed by a discrete cosine transform: the signs
 * of its 8x8 lowest frequencies without the constant one (after Zauner, "Implementation and Benchmarking of Perceptual
 * Image Hash Functions", 2010, section 3.2.1, with zero in place of the median, so that a mirrored image's hash follows
 * from the image's own).
 *
 * @param bits 63 signs, that of v half periods down and u half periods across in bit 8·v + u
 * @param structured whether there is structure to compare by; a flat image is near no other
 */
record PerceptualHash(long bits, boolean structured) {

    /**
     * Bits in which a copy may differ. Among the 87,571 pairs of 419 photographs (T91, General100, BSD200, Set5, Kodak24)
     * different ones differ in at least 14; copies of them, as JPEG of quality 60, at 90 % or half of the size or brighter
     * by 10 of 255, differ in at most 3.
     */
    static final int NEAR = 6;

    private static final int SIDE = 32;
    private static final int FREQUENCIES = 8;

    // Odd u: the frequencies that change their sign when the image is mirrored left to right.
    private static final long CHANGED_BY_MIRRORING = 0xAAAA_AAAA_AAAA_AAAAL;

    // Of the shrunken luma, in 0..255: rounding decides the signs of anything flatter.
    private static final double LEAST_DEVIATION = 2;

    private static final double[][] COSINES = cosines();

    static PerceptualHash of(RgbImage image) {
        double[] luma = shrunkLuma(image);
        double[][] across = new double[SIDE][FREQUENCIES];
        for (int y = 0; y < SIDE; y++) {
            for (int u = 0; u < FREQUENCIES; u++) {
                for (int x = 0; x < SIDE; x++) {
                    across[y][u] += COSINES[u][x] * luma[y * SIDE + x];
                }
            }
        }
        long bits = 0;
        for (int v = 0; v < FREQUENCIES; v++) {
            for (int u = v == 0 ? 1 : 0; u < FREQUENCIES; u++) {
                double amplitude = 0;
                for (int y = 0; y < SIDE; y++) {
                    amplitude += COSINES[v][y] * across[y][u];
                }
                bits |= amplitude > 0 ? 1L << (FREQUENCIES * v + u) : 0;
            }
        }
        return new PerceptualHash(bits, deviation(luma) >= LEAST_DEVIATION);
    }

    /**
     * @return in how many of 63 bits the hashes differ, the other image taken as it is or mirrored, whichever is nearer
     */
    int distance(PerceptualHash other) {
        long difference = bits ^ other.bits;
        return Math.min(Long.bitCount(difference), Long.bitCount(difference ^ CHANGED_BY_MIRRORING));
    }

    boolean isNear(PerceptualHash other) {
        return structured && other.structured && distance(other) <= NEAR;
    }

    /** Shape [SIDE, SIDE], each the mean of the part of the image that it covers. */
    private static double[] shrunkLuma(RgbImage image) {
        Cells columns = Cells.of(image.width());
        Cells rows = Cells.of(image.height());
        byte[] data = image.data();
        double[] luma = new double[image.width()];
        double[] shrunk = new double[SIDE * SIDE];
        for (int y = 0, at = 0; y < image.height(); y++) {
            for (int x = 0; x < luma.length; x++, at += RgbImage.CHANNELS) {
                luma[x] = 0.299 * (data[at] & 0xff) + 0.587 * (data[at + 1] & 0xff) + 0.114 * (data[at + 2] & 0xff);
            }
            double[] line = columns.means(luma);
            for (int cell = rows.first(y); cell <= rows.last(y); cell++) {
                double share = rows.share(y, cell);
                for (int x = 0; x < SIDE; x++) {
                    shrunk[cell * SIDE + x] += share * line[x];
                }
            }
        }
        return shrunk;
    }

    private static double deviation(double[] values) {
        double mean = 0;
        double square = 0;
        for (double value : values) {
            mean += value / values.length;
            square += value * value / values.length;
        }
        return Math.sqrt(Math.max(0, square - mean * mean));
    }

    private static double[][] cosines() {
        double[][] cosines = new double[FREQUENCIES][SIDE];
        for (int u = 0; u < FREQUENCIES; u++) {
            for (int x = 0; x < SIDE; x++) {
                cosines[u][x] = Math.cos(Math.PI * u * (2 * x + 1) / (2 * SIDE));
            }
        }
        return cosines;
    }

    /** One side of an image, {@code length} pixels, in SIDE cells of one width, which need not be whole. */
    private record Cells(int length, double width) {

        static Cells of(int length) {
            return new Cells(length, (double) length / SIDE);
        }

        int first(int pixel) {
            return Math.min(SIDE - 1, (int) (pixel / width));
        }

        int last(int pixel) {
            return Math.min(SIDE - 1, (int) ((pixel + 1) / width));
        }

        /** How much of the cell the pixel covers, 0..1. */
        double share(int pixel, int cell) {
            double overlap = Math.min(pixel + 1, (cell + 1) * width) - Math.max(pixel, cell * width);
            return Math.max(0, overlap) / width;
        }

        double[] means(double[] values) {
            double[] means = new double[SIDE];
            for (int pixel = 0; pixel < length; pixel++) {
                for (int cell = first(pixel); cell <= last(pixel); cell++) {
                    means[cell] += share(pixel, cell) * values[pixel];
                }
            }
            return means;
        }
    }
}
