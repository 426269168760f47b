package org.deconas.imaging;

import java.io.IOException;

/**
 * Geometric self-ensemble (Timofte, Rothe and Van Gool 2016; "x8" or "+" in tables): an image is enlarged in each of its eight
 * orientations, and the results, turned back, are averaged. Eight times the work.
 */
public final class SelfEnsemble {

    private static final int TURNS = 4;
    private static final int ORIENTATIONS = 2 * TURNS;

    /** Enlarges an image. */
    @FunctionalInterface
    public interface Enlargement {
        RgbImage of(RgbImage low) throws IOException;
    }

    private SelfEnsemble() {}

    /**
     * @param low the image
     * @param enlargement what enlarges it; its results are of one size but for turning
     * @return the mean of the eight results, rounded to 8 bits
     */
    public static RgbImage upscale(RgbImage low, Enlargement enlargement) throws IOException {
        int[] sums = null;
        RgbImage upright = null;
        for (int orientation = 0; orientation < ORIENTATIONS; orientation++) {
            int turns = orientation % TURNS;
            boolean mirrored = orientation >= TURNS;
            RgbImage turned = low.rotate90(turns);
            RgbImage enlarged = enlargement.of(mirrored ? turned.flipHorizontally() : turned);
            upright = (mirrored ? enlarged.flipHorizontally() : enlarged).rotate90((TURNS - turns) % TURNS);
            byte[] data = upright.data();
            sums = sums == null ? new int[data.length] : sums;
            for (int i = 0; i < data.length; i++) {
                sums[i] += data[i] & 0xff;
            }
        }
        byte[] mean = new byte[sums.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (byte) ((sums[i] + ORIENTATIONS / 2) / ORIENTATIONS);
        }
        return new RgbImage(upright.width(), upright.height(), mean);
    }
}
