package org.deconas.serving;

/** An image that is read part by part, RGB in [0, 1]. */
public interface Pixels {

    int width();

    int height();

    /**
     * Reads a rectangle, row by row, each pixel R, G, B.
     *
     * @param x column of its left side, from 0
     * @param y row of its top side, from 0
     * @param target takes {@code 3 · width · height} values
     */
    void read(int x, int y, int width, int height, float[] target);
}
