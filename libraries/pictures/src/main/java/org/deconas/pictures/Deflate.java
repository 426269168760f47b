package org.deconas.pictures;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** Compression of short metadata. */
final class Deflate {

    private Deflate() {}

    /** Empty when the bytes cannot be inflated or would become more than {@code limit}. */
    static Optional<byte[]> inflate(byte[] deflated, int limit) {
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
            byte[] inflated = in.readNBytes(limit);
            return in.read() < 0 ? Optional.of(inflated) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static byte[] deflate(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
