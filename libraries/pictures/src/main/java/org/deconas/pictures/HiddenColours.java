package org.deconas.pictures;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Grows visible colours into fully transparent regions, ring by ring: a pixel takes the mean of those of its eight
 * neighbours that have a colour already. Memory is one bit a pixel and two rings.
 */
final class HiddenColours {

    private final Picture picture;
    private final Samples samples;
    private final BitSet known;
    private int[] ring = new int[1024];
    private int count;

    private HiddenColours(Picture picture) {
        this.picture = picture;
        samples = Samples.of(picture.layout().bits(), picture.samples().length());
        picture.samples().copyTo(0, samples, 0, samples.length());
        known = new BitSet(picture.width() * picture.height());
    }

    static Samples filled(Picture picture) {
        HiddenColours colours = new HiddenColours(picture);
        colours.grow();
        return colours.samples;
    }

    private void grow() {
        PictureLayout layout = picture.layout();
        int pixels = picture.width() * picture.height();
        for (int pixel = 0; pixel < pixels; pixel++) {
            if (samples.get(pixel * layout.channels() + layout.colourChannels()) > 0) {
                known.set(pixel);
            }
        }
        BitSet reached = (BitSet) known.clone();
        for (int pixel = known.nextSetBit(0); pixel >= 0; pixel = known.nextSetBit(pixel + 1)) {
            reach(pixel, reached);
        }
        while (count > 0) {
            int[] current = Arrays.copyOf(ring, count);
            count = 0;
            for (int pixel : current) {
                fill(pixel);
            }
            for (int pixel : current) {
                known.set(pixel);
            }
            for (int pixel : current) {
                reach(pixel, reached);
            }
        }
    }

    /** Puts those neighbours that nothing has reached yet into the next ring. */
    private void reach(int pixel, BitSet reached) {
        int x = pixel % picture.width();
        int y = pixel / picture.width();
        for (int ny = Math.max(0, y - 1); ny <= Math.min(picture.height() - 1, y + 1); ny++) {
            for (int nx = Math.max(0, x - 1); nx <= Math.min(picture.width() - 1, x + 1); nx++) {
                int neighbour = ny * picture.width() + nx;
                if (!reached.get(neighbour)) {
                    reached.set(neighbour);
                    if (count == ring.length) {
                        ring = Arrays.copyOf(ring, count * 2);
                    }
                    ring[count++] = neighbour;
                }
            }
        }
    }

    private void fill(int pixel) {
        PictureLayout layout = picture.layout();
        int x = pixel % picture.width();
        int y = pixel / picture.width();
        long[] sums = new long[layout.colourChannels()];
        int neighbours = 0;
        for (int ny = Math.max(0, y - 1); ny <= Math.min(picture.height() - 1, y + 1); ny++) {
            for (int nx = Math.max(0, x - 1); nx <= Math.min(picture.width() - 1, x + 1); nx++) {
                int neighbour = ny * picture.width() + nx;
                if (known.get(neighbour)) {
                    neighbours++;
                    for (int c = 0; c < sums.length; c++) {
                        sums[c] += samples.get(neighbour * layout.channels() + c);
                    }
                }
            }
        }
        for (int c = 0; c < sums.length; c++) {
            samples.set(pixel * layout.channels() + c, (int) ((sums[c] + neighbours / 2) / neighbours));
        }
    }
}
