package org.deconas.pictures;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Follows the segments of a JPEG file (ITU T.81, annex B) to its end marker: the decoder would fill a missing end. */
final class JpegStructure {

    static final String XMP_PREFIX = "http://ns.adobe.com/xap/1.0/\0";
    static final String ICC_PREFIX = "ICC_PROFILE\0";

    private static final int CMYK = 4;
    private static final int SOS = 0xda;
    private static final int EOI = 0xd9;
    // A block of 8x8 samples takes at least one bit.
    private static final int MAX_PIXELS_A_BYTE = 512;

    private final ImageBytes bytes;
    private final boolean whole;
    private final List<Segment> applications = new ArrayList<>();
    private final Map<Integer, byte[]> profileParts = new TreeMap<>();
    private Optional<byte[]> exif = Optional.empty();
    private Optional<byte[]> xmp = Optional.empty();
    private long frame = -1;
    private int components;

    private record Segment(int marker, long at, long length) {}

    JpegStructure(ImageBytes bytes, boolean whole) {
        this.bytes = bytes;
        this.whole = whole;
    }

    FileStructure follow() throws PictureException {
        long scan = segments();
        if (frame < 0) {
            throw DamagedPictureException.damaged(PictureFormat.JPEG, "no frame header");
        }
        int height = bytes.uint16(frame + 5);
        int width = bytes.uint16(frame + 7);
        components = bytes.uint8(frame + 9);
        if (bytes.uint8(frame + 4) != 8 || height == 0 || components == 2 || components > CMYK) {
            throw new UnsupportedPictureException(
                    "the JPEG data have " + bytes.uint8(frame + 4) + " bits, " + components + " components and "
                            + height + " rows; give JPEG data of 8 bits and 1, 3 or 4 components");
        }
        if (width == 0 || components == 0) {
            throw DamagedPictureException.damaged(PictureFormat.JPEG, "its frame is empty");
        }
        if (whole) {
            requireEnd(scan);
            if (bytes.length() * MAX_PIXELS_A_BYTE < (long) width * height) {
                throw DamagedPictureException.damaged(PictureFormat.JPEG, "fewer data than its size takes");
            }
        }
        return new FileStructure(
                PictureFormat.JPEG,
                width,
                height,
                components == 1 ? PictureLayout.GREY_8 : PictureLayout.RGB_8,
                exif.map(Exif::orientation).orElse(Orientation.AS_STORED),
                profile(),
                new PictureMetadata(exif.map(Exif::upright), xmp.map(Exif::uprightXmp), List.of()),
                decodable());
    }

    /** Goes to the first scan, or with a header only to the frame, and gives its place. */
    private long segments() throws PictureException {
        long at = 2;
        while (true) {
            if (bytes.uint8(at) != 0xff) {
                throw DamagedPictureException.damaged(PictureFormat.JPEG, "no marker where one has to be");
            }
            int marker = bytes.uint8(at + 1);
            if (marker == 0xff) {
                at++;
            } else if (marker == 0x01 || marker >= 0xd0 && marker <= 0xd8) {
                at += 2;
            } else if (marker == SOS || marker == EOI) {
                return at;
            } else {
                long length = 2L + bytes.uint16(at + 2);
                if (isFrame(marker)) {
                    frame = at;
                    if (!whole) {
                        return at;
                    }
                }
                bytes.require(at, length);
                segment(marker, at, length);
                at += length;
            }
        }
    }

    private static boolean isFrame(int marker) throws UnsupportedPictureException {
        boolean frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
        if (frame && marker > 0xc2) {
            throw new UnsupportedPictureException("the JPEG data are of a rare kind (process SOF" + (marker - 0xc0)
                    + "); give baseline or progressive JPEG");
        }
        return frame;
    }

    private void segment(int marker, long at, long length) throws DamagedPictureException {
        if (marker == 0xe1 && bytes.hasAt(at + 4, Exif.PREFIX)) {
            exif = Optional.of(content(at, length, Exif.PREFIX.length()));
        } else if (marker == 0xe1 && bytes.hasAt(at + 4, XMP_PREFIX)) {
            xmp = Optional.of(content(at, length, XMP_PREFIX.length()));
        } else if (marker == 0xe2 && bytes.hasAt(at + 4, ICC_PREFIX)) {
            profileParts.put(bytes.uint8(at + 4 + ICC_PREFIX.length()), content(at, length, ICC_PREFIX.length() + 2));
        }
        applications.add(new Segment(marker, at, length));
    }

    private byte[] content(long at, long length, int prefix) throws DamagedPictureException {
        return bytes.copy(at + 4 + prefix, Math.max(0, length - 4 - prefix));
    }

    private Optional<byte[]> profile() {
        if (profileParts.isEmpty()) {
            return Optional.empty();
        }
        ByteArrayOutputStream profile = new ByteArrayOutputStream();
        profileParts.values().forEach(profile::writeBytes);
        return Optional.of(profile.toByteArray());
    }

    /** All but application segments and comments; those that say what the components are stay. */
    private List<ByteBuffer> decodable() throws DamagedPictureException {
        List<ByteBuffer> pieces = new ArrayList<>();
        pieces.add(bytes.slice(0, 2));
        long end = 2;
        for (Segment segment : applications) {
            boolean application = segment.marker >= 0xe0 && segment.marker <= 0xef || segment.marker == 0xfe;
            boolean needed = segment.marker == 0xee && bytes.hasAt(segment.at + 4, "Adobe")
                    || segment.marker == 0xe0 && bytes.hasAt(segment.at + 4, "JFIF\0");
            if (!application || needed) {
                pieces.add(bytes.slice(segment.at, segment.length));
            }
            end = segment.at + segment.length;
        }
        pieces.add(bytes.slice(end, bytes.length() - end));
        return pieces;
    }

    private void requireEnd(long scan) throws DamagedPictureException {
        long at = scan;
        while (true) {
            int marker = bytes.uint8(at) == 0xff ? bytes.uint8(at + 1) : 0;
            if (marker == EOI) {
                return;
            } else if (marker == 0 || marker == 0xff) {
                // Entropy-coded data, a stuffed zero or a fill byte.
                at++;
            } else if (marker == 0x01 || marker >= 0xd0 && marker <= 0xd8) {
                at += 2;
            } else {
                at += 2 + bytes.uint16(at + 2);
            }
        }
    }
}
