package org.deconas.pictures;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A file format, told by a file's first bytes, never by its name. */
public enum PictureFormat {
    PNG("PNG", "image/png", List.of("png"), Integer.MAX_VALUE, "89504e470d0a1a0a"),
    /** 65,500 is the limit of the encoder; the format would have 65,535. */
    JPEG("JPEG", "image/jpeg", List.of("jpg", "jpeg", "jpe", "jfif"), 65_500, "ffd8ff"),
    WEBP("WebP", "image/webp", List.of("webp"), 16_383, "52494646........57454250"),
    TIFF(
            "TIFF",
            "image/tiff",
            List.of("tif", "tiff"),
            Integer.MAX_VALUE,
            "49492a00",
            "4d4d002a",
            "49492b00",
            "4d4d002b"),
    BMP("BMP", "image/bmp", List.of("bmp", "dib"), 0, "424d"),
    GIF("GIF", "image/gif", List.of("gif"), 0, "474946383761", "474946383961");

    private final String label;
    private final String mediaType;
    private final List<String> suffixes;
    private final int maxSideWritten;
    private final List<String> signatures; // hexadecimal; ".." is any byte

    PictureFormat(String label, String mediaType, List<String> suffixes, int maxSideWritten, String... signatures) {
        this.label = label;
        this.mediaType = mediaType;
        this.suffixes = suffixes;
        this.maxSideWritten = maxSideWritten;
        this.signatures = List.of(signatures);
    }

    /** How people call it, as in "WebP". */
    public String label() {
        return label;
    }

    /** Its media type, as in "image/webp". */
    public String mediaType() {
        return mediaType;
    }

    /** The endings of file names, in lower case, without a dot; the usual one first. */
    public List<String> suffixes() {
        return suffixes;
    }

    /** Whether {@link PictureWriter} writes it; all formats are read. */
    public boolean canWrite() {
        return maxSideWritten > 0;
    }

    /** Whether it can hold 16 bits a sample. */
    public boolean holds16Bits() {
        return this == PNG || this == TIFF;
    }

    /** Whether it can hold transparency. */
    public boolean holdsAlpha() {
        return this != JPEG;
    }

    /** The largest width and height, in pixels, that is written; 0 for a format that is not written. */
    public int maxSideWritten() {
        return maxSideWritten;
    }

    /**
     * @param bytes a file's content, or at least its first 12 bytes
     * @return the format whose signature they begin with
     */
    public static Optional<PictureFormat> of(byte[] bytes) {
        return of(ByteBuffer.wrap(bytes));
    }

    static Optional<PictureFormat> of(ByteBuffer bytes) {
        return Arrays.stream(values())
                .filter(format -> format.signatures.stream().anyMatch(signature -> begins(bytes, signature)))
                .findFirst();
    }

    /**
     * @param fileName a file's name or path
     * @return the format that its ending stands for
     */
    public static Optional<PictureFormat> ofFileName(String fileName) {
        String suffix = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> format.suffixes.contains(suffix))
                .findFirst();
    }

    /**
     * @param mediaType as in "image/png"; parameters after a semicolon are passed over
     * @return the format of that media type
     */
    public static Optional<PictureFormat> ofMediaType(String mediaType) {
        String type = mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> format.mediaType.equals(type))
                .findFirst();
    }

    static String read() {
        return Arrays.stream(values()).map(PictureFormat::label).collect(Collectors.joining(", "));
    }

    static String written() {
        return Arrays.stream(values())
                .filter(PictureFormat::canWrite)
                .map(PictureFormat::label)
                .collect(Collectors.joining(", "));
    }

    private static boolean begins(ByteBuffer bytes, String signature) {
        if (bytes.limit() < signature.length() / 2) {
            return false;
        }
        for (int i = 0; i < signature.length(); i += 2) {
            if (signature.charAt(i) != '.' && (bytes.get(i / 2) & 0xff) != Integer.parseInt(signature, i, i + 2, 16)) {
                return false;
            }
        }
        return true;
    }
}
