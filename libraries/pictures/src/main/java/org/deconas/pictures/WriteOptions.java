package org.deconas.pictures;

/**
 * How a format that knows a choice writes.
 *
 * @param quality of JPEG and of WebP that is not lossless, 1 to 100
 * @param lossless for WebP: keep every sample, whatever the quality
 * @param tiffCompression for TIFF
 */
public record WriteOptions(int quality, boolean lossless, TiffCompression tiffCompression) {

    /** Quality 95, WebP without loss, TIFF with deflate. */
    public static final WriteOptions DEFAULT = new WriteOptions(95, true, TiffCompression.DEFLATE);

    /** The lossless compressions of TIFF that every reader knows. */
    public enum TiffCompression {
        DEFLATE("Deflate"),
        LZW("LZW");

        final String name;

        TiffCompression(String name) {
            this.name = name;
        }
    }

    public WriteOptions {
        if (quality < 1 || quality > 100) {
            throw new IllegalArgumentException("quality goes from 1 to 100, not " + quality);
        }
    }

    /** The same with another quality; WebP is then written with loss. */
    public WriteOptions withQuality(int value) {
        return new WriteOptions(value, false, tiffCompression);
    }

    /** The same with another compression of TIFF. */
    public WriteOptions withTiffCompression(TiffCompression value) {
        return new WriteOptions(quality, lossless, value);
    }
}
