package org.deconas.pictures;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;

/** Follows the chunks of a PNG file (PNG, third edition). */
final class PngStructure {

    private static final String XMP_KEYWORD = "XML:com.adobe.xmp";
    private static final int SIGNATURE = 8;
    private static final int FRAME = 12; // length, type and checksum, 4 bytes each
    private static final int MAX_TEXT = 1 << 24;
    private static final int MAX_EXPANSION = 1032; // of deflate
    // Ancillary, but what they say changes what is shown.
    private static final Set<String> CHECKED = Set.of("tRNS", "iCCP");

    private final ImageBytes bytes;
    private final boolean whole;
    private final List<ByteBuffer> decodable = new ArrayList<>();
    private final List<PictureMetadata.Text> texts = new ArrayList<>();
    private Optional<byte[]> icc = Optional.empty();
    private Optional<byte[]> exif = Optional.empty();
    private Optional<byte[]> xmp = Optional.empty();
    private int[] transparentColour = {};
    private boolean transparent;
    private boolean ended;
    private long compressed;

    PngStructure(ImageBytes bytes, boolean whole) {
        this.bytes = bytes;
        this.whole = whole;
    }

    FileStructure follow() throws PictureException {
        if (!bytes.hasAt(SIGNATURE + 4, "IHDR")) {
            throw DamagedPictureException.damaged(PictureFormat.PNG, "it does not begin with its header");
        }
        long width = bytes.uint32(16);
        long height = bytes.uint32(20);
        int depth = bytes.uint8(24);
        int type = bytes.uint8(25);
        if (width < 1
                || height < 1
                || Math.max(width, height) > Integer.MAX_VALUE
                || bytes.uint32(SIGNATURE) != 13
                || !isKnown(depth, type)
                || bytes.uint8(28) > 1
                || !hasRightChecksum(SIGNATURE, 13)) {
            throw DamagedPictureException.damaged(PictureFormat.PNG, "its header is wrong");
        }
        decodable.add(bytes.slice(0, SIGNATURE));
        long at = SIGNATURE;
        while (!ended && (whole || bytes.length() - at >= FRAME)) {
            long length = bytes.uint32(at);
            if (!whole && at + FRAME + length > bytes.length()) {
                break;
            }
            bytes.require(at, FRAME + length);
            chunk(bytes.code(at + 4), at, length, type);
            at += FRAME + length;
        }
        int bitsPerPixel = depth * (type == 2 ? 3 : type == 4 ? 2 : type == 6 ? 4 : 1);
        if (whole && (compressed + 1) * MAX_EXPANSION < (width * bitsPerPixel + 7) / 8 * (double) height) {
            throw DamagedPictureException.damaged(PictureFormat.PNG, "fewer data than its size takes");
        }
        return new FileStructure(
                PictureFormat.PNG,
                (int) width,
                (int) height,
                new PictureLayout(type == 2 || type == 3 || type == 6, type >= 4 || transparent, depth == 16 ? 16 : 8),
                exif.map(Exif::orientation).orElse(Orientation.AS_STORED),
                icc,
                new PictureMetadata(exif.map(Exif::upright), xmp.map(Exif::uprightXmp), texts),
                decodable,
                transparentColour);
    }

    private void chunk(String name, long at, long length, int type) throws PictureException {
        boolean critical = Character.isUpperCase(name.charAt(0));
        if (whole && !hasRightChecksum(at, length)) {
            if (critical || CHECKED.contains(name)) {
                throw DamagedPictureException.damaged(
                        PictureFormat.PNG, "wrong checksum of a chunk " + printable(name));
            }
            return;
        }
        if (critical) {
            decodable.add(bytes.slice(at, FRAME + length));
        }
        switch (name) {
            case "IDAT" -> compressed += length;
            case "IEND" -> ended = true;
            case "tRNS" -> {
                if (type == 3) {
                    transparent = true;
                    decodable.add(bytes.slice(at, FRAME + length));
                } else if (type == 0 || type == 2) {
                    transparent = true;
                    transparentColour = colour(at + 8, type == 0 ? 1 : 3);
                }
            }
            case "eXIf" -> exif = Optional.of(bytes.copy(at + 8, length));
            case "iCCP" -> icc = profile(at + 8, length);
            case "tEXt", "zTXt", "iTXt" -> {
                if (whole) {
                    text(name, new Fields(bytes.copy(at + 8, length)));
                }
            }
            default -> {}
        }
    }

    /** Of the decoded samples: the decoder spreads fewer than 8 bits over all 8. */
    private int[] colour(long at, int channels) throws DamagedPictureException {
        int depth = bytes.uint8(24);
        int max = (1 << depth) - 1;
        int[] colour = new int[channels];
        for (int c = 0; c < channels; c++) {
            int value = bytes.uint16(at + 2L * c) & max;
            colour[c] = depth < 8 ? value * 255 / max : value;
        }
        return colour;
    }

    private Optional<byte[]> profile(long at, long length) throws DamagedPictureException {
        if (!whole) {
            return Optional.empty();
        }
        Fields fields = new Fields(bytes.copy(at, length));
        fields.string(StandardCharsets.ISO_8859_1);
        fields.next();
        return Optional.of(Deflate.inflate(fields.rest(), MAX_TEXT)
                .orElseThrow(() -> DamagedPictureException.damaged(PictureFormat.PNG, "its colour profile")));
    }

    private void text(String name, Fields fields) {
        String keyword = fields.string(StandardCharsets.ISO_8859_1);
        Charset charset = StandardCharsets.ISO_8859_1;
        boolean packed = name.equals("zTXt");
        if (packed) {
            fields.next();
        }
        if (name.equals("iTXt")) {
            packed = fields.next() == 1;
            fields.next();
            fields.string(StandardCharsets.ISO_8859_1); // language
            charset = StandardCharsets.UTF_8;
            fields.string(charset); // keyword in that language
        }
        Optional<byte[]> content = packed ? Deflate.inflate(fields.rest(), MAX_TEXT) : Optional.of(fields.rest());
        if (content.isPresent() && keyword.equals(XMP_KEYWORD)) {
            xmp = content;
        } else if (content.isPresent() && !keyword.isEmpty()) {
            texts.add(new PictureMetadata.Text(keyword, new String(content.get(), charset)));
        }
    }

    private boolean hasRightChecksum(long at, long length) throws DamagedPictureException {
        CRC32 checksum = new CRC32();
        checksum.update(bytes.slice(at + 4, 4 + length));
        return checksum.getValue() == bytes.uint32(at + 8 + length);
    }

    private static boolean isKnown(int depth, int type) {
        return switch (type) {
            case 0 -> Set.of(1, 2, 4, 8, 16).contains(depth);
            case 3 -> Set.of(1, 2, 4, 8).contains(depth);
            case 2, 4, 6 -> depth == 8 || depth == 16;
            default -> false;
        };
    }

    private static String printable(String name) {
        return name.replaceAll("[^A-Za-z]", "?");
    }

    /** Reads strings that a zero ends, and single bytes; behind the end there is nothing. */
    private static final class Fields {
        private final byte[] content;
        private int at;

        Fields(byte[] content) {
            this.content = content;
        }

        String string(Charset charset) {
            int start = Math.min(at, content.length);
            at = start;
            while (at < content.length && content[at] != 0) {
                at++;
            }
            return new String(content, start, at++ - start, charset);
        }

        int next() {
            return at < content.length ? content[at++] : 0;
        }

        byte[] rest() {
            int start = Math.min(at, content.length);
            return Arrays.copyOfRange(content, start, content.length);
        }
    }
}
