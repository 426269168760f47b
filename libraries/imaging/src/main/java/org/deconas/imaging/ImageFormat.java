package org.deconas.imaging;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/** A file format that can be read, told by its first bytes, with the check that a file of it is whole. */
enum ImageFormat {
    PNG("PNG", 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n') {
        @Override
        Optional<String> structuralDamage(byte[] bytes) {
            int at = signature.length;
            while (bytes.length - at >= PNG_CHUNK_FRAME) {
                int length = int32(bytes, at);
                if (length < 0 || length > bytes.length - at - PNG_CHUNK_FRAME) {
                    return Optional.of("truncated PNG data");
                }
                String type = code(bytes, at + 4);
                // Chunks with a capital first letter are critical (PNG, section 5.4): the decoder uses them, unchecked.
                if (Character.isUpperCase(type.charAt(0)) && !hasRightChecksum(bytes, at, length)) {
                    return Optional.of("damaged PNG data (wrong checksum in an " + type + " chunk)");
                }
                if (type.equals("IEND")) {
                    return Optional.empty();
                }
                at += PNG_CHUNK_FRAME + length;
            }
            return Optional.of("truncated PNG data");
        }
    },
    JPEG("JPEG", 0xff, 0xd8, 0xff) {
        @Override
        Optional<String> structuralDamage(byte[] bytes) {
            // The decoder fills a missing end with grey and only warns: the EOI marker has to be found here.
            int at = 2;
            while (at + 1 < bytes.length) {
                int marker = bytes[at + 1] & 0xff;
                boolean isMarker = bytes[at] == (byte) 0xff && marker != 0xff && marker != 0;
                boolean standsAlone = marker == 0x01 || marker >= 0xd0 && marker <= 0xd8;
                if (!isMarker) {
                    // Entropy-coded data, a stuffed zero or a fill byte: go on to the next marker.
                    at++;
                } else if (marker == 0xd9) {
                    return Optional.empty();
                } else if (standsAlone) {
                    at += 2;
                } else if (at + 3 < bytes.length) {
                    at += 2 + ((bytes[at + 2] & 0xff) << 8 | bytes[at + 3] & 0xff);
                } else {
                    break;
                }
            }
            return Optional.of("truncated JPEG data");
        }
    },
    BMP("BMP", 'B', 'M') {
        @Override
        Optional<String> structuralDamage(byte[] bytes) {
            return Optional.empty();
        }
    },
    /** Still images, lossy and lossless (RFC 9649, section 2). */
    WEBP("WebP", 'R', 'I', 'F', 'F') {
        @Override
        boolean begins(byte[] bytes) {
            return super.begins(bytes)
                    && bytes.length >= RIFF_HEADER
                    && code(bytes, 8).equals("WEBP");
        }

        @Override
        Optional<String> structuralDamage(byte[] bytes) {
            // The decoder fills what is missing; the RIFF header says how long the file has to be.
            long end = RIFF_CHUNK_FRAME + unsignedLittleEndian32(bytes, 4);
            boolean pixels = false;
            long at = RIFF_HEADER;
            while (end <= bytes.length && end - at >= RIFF_CHUNK_FRAME) {
                String type = code(bytes, (int) at);
                if (type.equals("ANMF")) {
                    return Optional.of("it is an animated WebP image");
                }
                pixels |= type.equals("VP8 ") || type.equals("VP8L");
                long length = unsignedLittleEndian32(bytes, (int) at + 4);
                at += RIFF_CHUNK_FRAME + length + length % 2;
            }
            // A last byte of padding may be missing.
            return pixels && at <= end + 1 ? Optional.empty() : Optional.of("truncated WebP data");
        }

        @Override
        ImageReader reader() {
            // Not looked up: the platform's registry sees only what the class loader of its first caller sees.
            return new WebPImageReaderSpi().createReaderInstance(null);
        }
    };

    // Length, type and checksum of a PNG chunk, 4 bytes each.
    private static final int PNG_CHUNK_FRAME = 12;

    // "RIFF", length and "WEBP", 4 bytes each.
    private static final int RIFF_HEADER = 12;

    // Type and length of a RIFF chunk, 4 bytes each.
    private static final int RIFF_CHUNK_FRAME = 8;

    /** How messages and the platform's readers call the format. */
    final String label;

    final byte[] signature;

    ImageFormat(String label, int... signature) {
        this.label = label;
        this.signature = new byte[signature.length];
        for (int i = 0; i < signature.length; i++) {
            this.signature[i] = (byte) signature[i];
        }
    }

    /**
     * Follows the file's structure to its end marker without decoding pixels.
     *
     * @param bytes the whole file
     * @return what is wrong, empty for a file that is whole as far as its structure tells
     */
    abstract Optional<String> structuralDamage(byte[] bytes);

    /** A new decoder. */
    ImageReader reader() {
        // The platform's own, whatever other decoders are on the class path: its warnings tell of lost pixels.
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(label);
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (reader.getClass().getName().startsWith("com.sun.imageio.")) {
                return reader;
            }
            reader.dispose();
        }
        throw new IllegalStateException("this Java platform has no " + label + " reader");
    }

    /** Whether those are the first bytes of such a file. */
    boolean begins(byte[] bytes) {
        int length = signature.length;
        return bytes.length >= length && Arrays.equals(bytes, 0, length, signature, 0, length);
    }

    static Optional<ImageFormat> of(byte[] bytes) {
        return Arrays.stream(values()).filter(format -> format.begins(bytes)).findFirst();
    }

    private static boolean hasRightChecksum(byte[] bytes, int chunk, int length) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes, chunk + 4, 4 + length);
        return (int) checksum.getValue() == int32(bytes, chunk + 8 + length);
    }

    private static String code(byte[] bytes, int at) {
        return new String(bytes, at, 4, StandardCharsets.ISO_8859_1);
    }

    private static int int32(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes, at, 4).getInt();
    }

    private static long unsignedLittleEndian32(byte[] bytes, int at) {
        return Integer.toUnsignedLong(Integer.reverseBytes(int32(bytes, at)));
    }
}
