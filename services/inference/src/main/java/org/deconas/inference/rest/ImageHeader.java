package org.deconas.inference.rest;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * What the beginning of a PNG, JPEG or BMP file says about it. Nothing is decoded, however large it says that it is.
 *
 * @param width width in pixels
 * @param height height in pixels
 */
record ImageHeader(int width, int height) {

    private static final List<String> FORMATS = List.of("png", "jpeg", "bmp");

    /**
     * Reads the header.
     *
     * @return empty when the bytes are of no such file
     * @throws IOException when they are, but its header is damaged
     */
    static Optional<ImageHeader> of(byte[] bytes) throws IOException {
        for (String format : FORMATS) {
            ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
            try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
                if (canRead(reader, stream)) {
                    reader.setInput(stream, true, true);
                    return Optional.of(new ImageHeader(reader.getWidth(0), reader.getHeight(0)));
                }
            } catch (RuntimeException e) {
                // The platform's readers answer damaged input with unchecked exceptions too.
                throw new IOException(e);
            } finally {
                reader.dispose();
            }
        }
        return Optional.empty();
    }

    private static boolean canRead(ImageReader reader, ImageInputStream stream) throws IOException {
        try {
            return reader.getOriginatingProvider().canDecodeInput(stream);
        } catch (EOFException e) {
            return false; // shorter than the format's first bytes
        }
    }

    long pixels() {
        return (long) width * height;
    }
}
