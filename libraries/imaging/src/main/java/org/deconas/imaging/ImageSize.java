package org.deconas.imaging;

/**
 * The size of an image.
 *
 * @param width width in pixels, at least 1
 * @param height height in pixels, at least 1
 */
public record ImageSize(int width, int height) {

    /**
     * @throws IllegalArgumentException when a side is not positive
     */
    public ImageSize {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("an image needs at least 1x1 pixels, not " + width + "x" + height);
        }
    }

    @Override
    public String toString() {
        return width + "x" + height;
    }
}
