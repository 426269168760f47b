package org.deconas.inference.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.deconas.serving.Enlarging;
import org.deconas.serving.Pixels;

/**
 * What a pass gave, for the next to read: float32 RGB in [0, 1], in a temporary file that is gone when this is closed: on disk, where the
 * folder of temporary files is.
 */
final class PassedPixels implements Pixels, AutoCloseable {

    private static final int RGB = 3;

    private final int width;
    private final int height;
    private final FileChannel file;

    /**
     * Computes all rows of a pass.
     *
     * @param isGrey whether the network's three values of a pixel are one, of which it gave three estimates
     * @throws IOException when they cannot be written
     * @throws IllegalStateException when the network fails
     */
    static PassedPixels of(Enlarging enlarging, int width, int height, boolean isGrey) throws IOException {
        Path path = Files.createTempFile("deconas-pass", null);
        PassedPixels passed = new PassedPixels(
                width,
                height,
                FileChannel.open(
                        path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
        try {
            while (enlarging.hasNext()) {
                passed.append(enlarging.next(), isGrey);
            }
            return passed;
        } catch (IOException | RuntimeException | Error e) {
            passed.close();
            throw e;
        }
    }

    private PassedPixels(int width, int height, FileChannel file) {
        this.width = width;
        this.height = height;
        this.file = file;
    }

    private void append(Enlarging.Band band, boolean isGrey) throws IOException {
        float[] values = band.values();
        ByteBuffer bytes = ByteBuffer.allocate(width * RGB * Float.BYTES);
        int from = 0;
        for (int y = 0; y < band.rows(); y++) {
            bytes.clear();
            for (int x = 0; x < width; x++, from += RGB) {
                float grey = (values[from] + values[from + 1] + values[from + 2]) / RGB;
                for (int channel = 0; channel < RGB; channel++) {
                    bytes.putFloat(Math.min(1, Math.max(0, isGrey ? grey : values[from + channel])));
                }
            }
            bytes.flip();
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        }
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public void read(int x, int y, int width, int height, float[] target) {
        int row = width * RGB;
        ByteBuffer bytes = ByteBuffer.allocate(row * Float.BYTES);
        for (int i = 0; i < height; i++) {
            bytes.clear();
            readFully(bytes, ((long) (y + i) * this.width + x) * RGB * Float.BYTES);
            bytes.flip();
            bytes.asFloatBuffer().get(target, i * row, row);
        }
    }

    private void readFully(ByteBuffer bytes, long position) {
        long from = position;
        try {
            while (bytes.hasRemaining()) {
                int read = file.read(bytes, from);
                if (read < 0) {
                    throw new IllegalStateException("A pass gave fewer rows than its image has");
                }
                from += read;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
