package org.deconas.pictures;

/**
 * What a file's header says, before any pixel is decoded.
 *
 * @param format the file's format
 * @param width in pixels, as shown: after the orientation that the file asks for
 * @param height in pixels, as shown
 * @param layout of the picture that {@link Pictures#read} gives: palettes, single bits and CMYK inks already converted
 */
public record PictureHeader(PictureFormat format, int width, int height, PictureLayout layout) {

    public PictureHeader {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("a picture has at least 1x1 pixels, not " + width + "x" + height);
        }
    }

    /** Number of pixels. */
    public long pixels() {
        return (long) width * height;
    }

    /** Bytes that the samples of the decoded picture take. */
    public long decodedBytes() {
        return pixels() * layout.channels() * (layout.bits() / 8);
    }
}
