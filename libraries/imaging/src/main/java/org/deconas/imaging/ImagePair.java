package org.deconas.imaging;

/**
 * An image and its degraded version.
 *
 * @param lowResolution the degraded image, w x h pixels
 * @param highResolution the original, w·s x h·s pixels for a whole number s
 */
public record ImagePair(RgbImage lowResolution, RgbImage highResolution) {

    /**
     * @throws IllegalArgumentException when the sizes do not differ by one whole factor
     */
    public ImagePair {
        int scale = highResolution.width() / lowResolution.width();
        if (scale < 1
                || highResolution.width() != scale * lowResolution.width()
                || highResolution.height() != scale * lowResolution.height()) {
            throw new IllegalArgumentException("an image of " + highResolution.width() + "x" + highResolution.height()
                    + " pixels is no whole multiple of one of " + lowResolution.width() + "x"
                    + lowResolution.height());
        }
    }

    /**
     * Crops the image to a multiple of the scale and shrinks it bicubically, rounded to 8 bits.
     *
     * @param hr the original
     * @param scale how many times smaller the degraded image is, at least 1
     * @return the degraded image and the cropped original
     * @throws IllegalArgumentException when a side is shorter than the scale
     */
    public static ImagePair degrade(RgbImage hr, int scale) {
        RgbImage cropped = hr.cropToMultiple(scale);
        return new ImagePair(Bicubic.downscale(cropped, scale), cropped);
    }

    /**
     * @return how many times wider and higher the original is
     */
    public int scale() {
        return highResolution.width() / lowResolution.width();
    }

    /**
     * Cuts the same place out of both images.
     *
     * @param x left edge in LR pixels
     * @param y upper edge in LR pixels
     * @param size side of the square in LR pixels
     * @return the two squares, of size x size and size·s x size·s pixels
     * @throws IllegalArgumentException when the square reaches outside
     */
    public ImagePair patch(int x, int y, int size) {
        int scale = scale();
        return new ImagePair(
                lowResolution.crop(x, y, size, size),
                highResolution.crop(x * scale, y * scale, size * scale, size * scale));
    }
}
