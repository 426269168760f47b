package org.deconas.pictures;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Holds one band of a source's rows at a time and gives them on in order, however few an encoder asks for at once. */
final class RowBands {

    private static final int BAND_BYTES = 1 << 20;

    private final RowSource source;
    private final PictureDescription picture;
    private final Samples band;
    private final int bandRows;
    private int bandTop;
    private int filled;
    private int next;
    private Throwable failure;

    RowBands(RowSource source, PictureDescription picture) {
        this.source = source;
        this.picture = picture;
        int rowBytes = picture.rowLength() * (picture.layout().bits() / 8);
        bandRows = Math.max(1, Math.min(picture.height(), BAND_BYTES / Math.max(1, rowBytes)));
        band = Samples.of(picture.layout().bits(), Math.multiplyExact(bandRows, picture.rowLength()));
    }

    PictureDescription picture() {
        return picture;
    }

    /** Rows {@code y} to {@code y + rows - 1}, which must be the next ones. */
    Samples take(int y, int rows) {
        if (y != next) {
            throw new IllegalStateException("the encoder asks for row " + y + " when " + next + " is next");
        }
        int length = picture.rowLength();
        Samples taken = Samples.of(picture.layout().bits(), Math.multiplyExact(rows, length));
        for (int row = 0; row < rows; ) {
            if (next == bandTop + filled) {
                fill();
            }
            int copied = Math.min(rows - row, bandTop + filled - next);
            band.copyTo((next - bandTop) * length, taken, row * length, copied * length);
            row += copied;
            next += copied;
        }
        return taken;
    }

    private void fill() {
        bandTop += filled;
        filled = Math.min(bandRows, picture.height() - bandTop);
        try {
            source.fill(bandTop, filled, band);
        } catch (IOException e) {
            failure = e;
            throw new UncheckedIOException(e);
        } catch (RuntimeException | Error e) {
            failure = e;
            throw e;
        }
    }

    /** Throws what the source has thrown, as it was: encoders wrap it in exceptions of theirs. */
    void rethrowFailure() throws IOException {
        if (failure instanceof IOException e) {
            throw e;
        } else if (failure instanceof RuntimeException e) {
            throw e;
        } else if (failure instanceof Error e) {
            throw e;
        }
    }
}
