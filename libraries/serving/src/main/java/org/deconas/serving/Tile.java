package org.deconas.serving;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of an image, and the part around it that decides what becomes of it.
 *
 * @param core what no other tile has
 * @param crop what the network sees: the core and the receptive field around it, as far as the image goes, so that zeros are padded
 *     where they are padded for the whole image and nowhere else
 */
record Tile(Area core, Area crop) {

    /** A core may be less than what must be seen around it, but not less than this. */
    private static final int LEAST_CORE = 16;

    /** A rectangle of pixels. */
    record Area(int x, int y, int width, int height) {

        long pixels() {
            return (long) width * height;
        }

        Area grown(int by, int imageWidth, int imageHeight) {
            int left = Math.max(0, x - by);
            int top = Math.max(0, y - by);
            return new Area(
                    left,
                    top,
                    Math.min(imageWidth, x + width + by) - left,
                    Math.min(imageHeight, y + height + by) - top);
        }
    }

    /** The core's place in the crop: [top, left, height, width]. */
    int[] window() {
        return new int[] {core.y() - crop.y(), core.x() - crop.x(), core.height(), core.width()};
    }

    /**
     * Cuts an image into rows of tiles, from top to bottom and from left to right, as equal as they can be.
     *
     * @param radius how far around a core the network is to see
     * @param pixelsAtOnce of a crop, at most, unless its core would be less than 16 pixels wide or high: a square, or a flatter rectangle
     * @param mostRows of a core, at most, but at least 16
     */
    static List<List<Tile>> rows(int width, int height, int radius, long pixelsAtOnce, long mostRows) {
        int side = (int) Math.sqrt(pixelsAtOnce) - 2 * radius;
        int coreHeight = (int) Math.max(LEAST_CORE, Math.min(mostRows, side));
        int coreWidth = (int) Math.max(LEAST_CORE, pixelsAtOnce / (coreHeight + 2L * radius) - 2L * radius);
        List<List<Tile>> rows = new ArrayList<>();
        int down = (height + coreHeight - 1) / coreHeight;
        int across = (width + coreWidth - 1) / coreWidth;
        for (int row = 0; row < down; row++) {
            int top = (int) ((long) height * row / down);
            int bottom = (int) ((long) height * (row + 1) / down);
            List<Tile> tiles = new ArrayList<>();
            for (int column = 0; column < across; column++) {
                int left = (int) ((long) width * column / across);
                int right = (int) ((long) width * (column + 1) / across);
                Area core = new Area(left, top, right - left, bottom - top);
                tiles.add(new Tile(core, core.grown(radius, width, height)));
            }
            rows.add(tiles);
        }
        return rows;
    }
}
