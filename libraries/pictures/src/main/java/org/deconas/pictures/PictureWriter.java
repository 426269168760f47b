package org.deconas.pictures;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes PNG, JPEG, TIFF and WebP files from rows. Of PNG, JPEG and TIFF only a few rows are in memory at a time; the WebP
 * encoder needs the whole picture. Finished parts that must wait for others (a JPEG or TIFF file) wait in a temporary
 * file.
 */
public final class PictureWriter {

    private PictureWriter() {}

    /**
     * Writes a picture. What the format cannot hold is fitted to it: JPEG has neither alpha, which is flattened on white,
     * nor 16 bits; WebP has 8 bits and colour.
     *
     * @param format one that can be written
     * @param picture what the rows are; its profile and metadata are embedded (TIFF takes no EXIF and no texts, and texts
     *     go into PNG only)
     * @param rows gives the rows
     * @param out takes the file; it is not closed
     * @throws IllegalArgumentException when the format is not written
     * @throws UnsupportedPictureException when the picture has more pixels a side than the format holds
     * @throws IOException what {@code out} or {@code rows} throws, unchanged; part of the file may have been written
     */
    public static void write(
            PictureFormat format, PictureDescription picture, RowSource rows, WriteOptions options, OutputStream out)
            throws IOException {
        if (!format.canWrite()) {
            throw new IllegalArgumentException(format.label() + " is read only; choose " + PictureFormat.written());
        }
        if (Math.max(picture.width(), picture.height()) > format.maxSideWritten()) {
            throw new UnsupportedPictureException(format.label() + " holds at most " + format.maxSideWritten()
                    + " pixels a side, not " + picture.width() + "x" + picture.height() + "; choose PNG or TIFF");
        }
        PictureLayout layout = fitted(format, picture.layout());
        PictureDescription fitted = picture.withLayout(layout);
        RowBands bands = new RowBands(
                layout.equals(picture.layout())
                        ? rows
                        : new FittedRows(rows, picture.width(), picture.layout(), layout),
                fitted);
        try {
            new Encoding(format, fitted, bands, options).write(out);
        } catch (IOException | RuntimeException e) {
            bands.rethrowFailure();
            throw e;
        }
        bands.rethrowFailure();
    }

    /** Writes a picture with its profile and metadata, as the method above. */
    public static void write(PictureFormat format, Picture picture, WriteOptions options, OutputStream out)
            throws IOException {
        write(format, picture.description(), picture.rows(), options, out);
    }

    private static PictureLayout fitted(PictureFormat format, PictureLayout layout) {
        return new PictureLayout(
                layout.colour() || format == PictureFormat.WEBP,
                layout.alpha() && format.holdsAlpha(),
                format.holds16Bits() ? layout.bits() : 8);
    }
}
