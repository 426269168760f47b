package org.deconas.pictures;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The orientation in metadata: found, and set to 1 in place once it has been applied, since everything else in an EXIF
 * block hangs on places in it.
 */
final class Exif {

    /** What stands before an EXIF block in JPEG, and by mistake in some WebP files. */
    static final String PREFIX = "Exif\0\0";

    private static final int ORIENTATION = 274;
    private static final int SHORT = 3;
    private static final int ENTRY = 12;
    private static final Pattern IN_XMP = Pattern.compile("(tiff:Orientation(?:\\s*=\\s*[\"']|\\s*>\\s*))[1-8]");

    private Exif() {}

    static Orientation orientation(byte[] exif) {
        OptionalInt place = placeOfOrientation(exif);
        return place.isEmpty()
                ? Orientation.AS_STORED
                : Orientation.of(ordered(exif).getShort(place.getAsInt()));
    }

    /** A copy whose orientation is 1. */
    static byte[] upright(byte[] exif) {
        byte[] copy = exif.clone();
        placeOfOrientation(copy).ifPresent(place -> ordered(copy).putShort(place, (short) 1));
        return copy;
    }

    /** A copy of an XMP packet whose orientation is 1. */
    static byte[] uprightXmp(byte[] xmp) {
        String text = new String(xmp, StandardCharsets.ISO_8859_1);
        // Latin-1 keeps every byte.
        return IN_XMP.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1) + "1"))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static OptionalInt placeOfOrientation(byte[] exif) {
        try {
            ByteBuffer bytes = ordered(exif);
            int directory = bytes.getInt(4);
            int entries = bytes.getShort(directory) & 0xffff;
            for (int i = 0; i < entries; i++) {
                int entry = directory + 2 + i * ENTRY;
                if ((bytes.getShort(entry) & 0xffff) == ORIENTATION && bytes.getShort(entry + 2) == SHORT) {
                    bytes.getShort(entry + 8);
                    return OptionalInt.of(entry + 8);
                }
            }
        } catch (IndexOutOfBoundsException e) {
            // Damaged metadata ask for nothing.
        }
        return OptionalInt.empty();
    }

    private static ByteBuffer ordered(byte[] exif) {
        boolean littleEndian = exif.length > 0 && exif[0] == 'I';
        return ByteBuffer.wrap(exif).order(littleEndian ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    }
}
