package org.deconas.pictures;

import java.util.Optional;

/**
 * What a picture to be written is, but for its pixels.
 *
 * @param width in pixels
 * @param height in pixels
 * @param layout of the samples that are written
 * @param icc a colour profile to embed byte for byte, of RGB or grey as the layout is
 * @param metadata what to write beside
 */
public record PictureDescription(
        int width, int height, PictureLayout layout, Optional<byte[]> icc, PictureMetadata metadata) {

    public PictureDescription {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("a picture has at least 1x1 pixels, not " + width + "x" + height);
        }
    }

    /** A picture without profile and metadata. */
    public static PictureDescription of(int width, int height, PictureLayout layout) {
        return new PictureDescription(width, height, layout, Optional.empty(), PictureMetadata.NONE);
    }

    /** Samples a row. */
    int rowLength() {
        return Math.multiplyExact(width, layout.channels());
    }

    PictureDescription withLayout(PictureLayout other) {
        return new PictureDescription(width, height, other, icc, metadata);
    }
}
