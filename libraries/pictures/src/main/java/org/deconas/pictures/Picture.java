package org.deconas.pictures;

import java.util.Optional;

/**
 * A picture as it is shown: orientation applied, palettes expanded, inks converted to sRGB; every other sample as the
 * file has it, in the colour space of the embedded profile, or in sRGB when there is none.
 *
 * @param width in pixels
 * @param height in pixels
 * @param layout what a pixel is made of
 * @param samples interleaved, height x width x channels; not a copy: who changes them changes the picture
 * @param icc the embedded colour profile of the samples, byte for byte
 * @param metadata what else the file says, to be written when wanted
 */
public record Picture(
        int width, int height, PictureLayout layout, Samples samples, Optional<byte[]> icc, PictureMetadata metadata) {

    public Picture {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("a picture has at least 1x1 pixels, not " + width + "x" + height);
        }
        if (samples.length() != (long) width * height * layout.channels()) {
            throw new IllegalArgumentException(width + "x" + height + " pixels of " + layout + " are "
                    + (long) width * height * layout.channels() + " samples, not " + samples.length());
        }
    }

    /**
     * The sample of a pixel.
     *
     * @param channel 0 to channels - 1, in the order of {@link PictureLayout}
     * @return 0 to the layout's largest value
     */
    public int sample(int x, int y, int channel) {
        return samples.get((y * width + x) * layout.channels() + channel);
    }

    /**
     * Copies the colours of a region; grey stands in all three channels.
     *
     * @param x the region's left column
     * @param y the region's top row
     * @param w columns
     * @param h rows
     * @param target takes h x w x 3 values in [0, 1], red, green, blue of a pixel together
     * @param offset where in the target they begin
     * @throws IndexOutOfBoundsException when the region is not within the picture or the target is too short
     */
    public void rgb(int x, int y, int w, int h, float[] target, int offset) {
        require(x, y, w, h);
        float max = layout.max();
        int channels = layout.channels();
        int step = layout.colour() ? 1 : 0;
        int to = offset;
        for (int row = y; row < y + h; row++) {
            int from = (row * width + x) * channels;
            for (int column = 0; column < w; column++) {
                target[to++] = samples.get(from) / max;
                target[to++] = samples.get(from + step) / max;
                target[to++] = samples.get(from + 2 * step) / max;
                from += channels;
            }
        }
    }

    /**
     * Copies the opacity of a region, 1 everywhere when the picture has no alpha.
     *
     * @param target takes h x w values in [0, 1]
     * @param offset where in the target they begin
     * @throws IndexOutOfBoundsException when the region is not within the picture or the target is too short
     */
    public void alpha(int x, int y, int w, int h, float[] target, int offset) {
        require(x, y, w, h);
        float max = layout.max();
        int channels = layout.channels();
        int to = offset;
        for (int row = y; row < y + h; row++) {
            int from = (row * width + x) * channels + layout.colourChannels();
            for (int column = 0; column < w; column++) {
                target[to++] = layout.alpha() ? samples.get(from) / max : 1;
                from += channels;
            }
        }
    }

    /**
     * The same picture with a colour under every fully transparent pixel: that of its nearest visible neighbours, so that
     * enlarging mixes nothing hidden into what is seen. Opacity stays as it is.
     */
    public Picture withHiddenColoursFilled() {
        return layout.alpha() ? new Picture(width, height, layout, HiddenColours.filled(this), icc, metadata) : this;
    }

    /** What {@link PictureWriter} has to know to write the picture with profile and metadata. */
    public PictureDescription description() {
        return new PictureDescription(width, height, layout, icc, metadata);
    }

    /** The picture's rows, for {@link PictureWriter}. */
    public RowSource rows() {
        int row = width * layout.channels();
        return (y, rows, target) -> samples.copyTo(y * row, target, 0, rows * row);
    }

    private void require(int x, int y, int w, int h) {
        if (x < 0 || y < 0 || w < 0 || h < 0 || (long) x + w > width || (long) y + h > height) {
            throw new IndexOutOfBoundsException(
                    w + "x" + h + " pixels at " + x + "," + y + " are not within " + width + "x" + height);
        }
    }
}
