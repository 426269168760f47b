package org.deconas.pictures;

import java.util.List;
import java.util.Optional;

/** Follows the chunks of a WebP file (RFC 9649, section 2). */
final class WebPStructure {

    private static final int RIFF_HEADER = 12;
    private static final int FRAME = 8;
    private static final int ALPHA = 0x10;
    private static final int ANIMATION = 0x02;

    private final ImageBytes bytes;
    private final boolean whole;
    private Optional<byte[]> icc = Optional.empty();
    private Optional<byte[]> exif = Optional.empty();
    private Optional<byte[]> xmp = Optional.empty();
    private boolean extended;
    private boolean pixels;
    private int width;
    private int height;
    private boolean alpha;

    WebPStructure(ImageBytes bytes, boolean whole) {
        this.bytes = bytes;
        this.whole = whole;
    }

    FileStructure follow() throws PictureException {
        long end = FRAME + bytes.uint32LittleEndian(4);
        if (whole) {
            bytes.require(0, end);
        }
        long at = RIFF_HEADER;
        // A header may come without the rest of the file, and a last byte of padding may be missing.
        while (at + FRAME <= Math.min(end, bytes.length())) {
            long length = bytes.uint32LittleEndian(at + 4);
            if (whole) {
                bytes.require(at, FRAME + length);
            }
            boolean metadata = at + FRAME + length <= bytes.length();
            chunk(bytes.code(at), at + FRAME, length, metadata);
            at += FRAME + length + length % 2;
        }
        if (width < 1 || height < 1 || whole && !pixels) {
            throw DamagedPictureException.cutShort(PictureFormat.WEBP);
        }
        return new FileStructure(
                PictureFormat.WEBP,
                width,
                height,
                alpha ? PictureLayout.RGBA_8 : PictureLayout.RGB_8,
                exif.map(Exif::orientation).orElse(Orientation.AS_STORED),
                icc,
                new PictureMetadata(exif.map(Exif::upright), xmp.map(Exif::uprightXmp), List.of()),
                List.of(bytes.slice(0, Math.min(end, bytes.length()))));
    }

    private void chunk(String name, long at, long length, boolean metadata) throws PictureException {
        switch (name) {
            case "VP8X" -> {
                int flags = bytes.uint8(at);
                if ((flags & ANIMATION) != 0) {
                    throw new UnsupportedPictureException("the WebP data are an animation; give a still picture");
                }
                extended = true;
                alpha = (flags & ALPHA) != 0;
                width = 1 + (int) (bytes.uint32LittleEndian(at + 4) & 0xffffff);
                height = 1 + (int) (bytes.uint32LittleEndian(at + 6) >> 8);
            }
            case "VP8 " -> {
                size(bytes.uint16LittleEndian(at + 6) & 0x3fff, bytes.uint16LittleEndian(at + 8) & 0x3fff, false);
            }
            case "VP8L" -> {
                long header = bytes.uint32LittleEndian(at + 1);
                size(1 + (int) (header & 0x3fff), 1 + (int) (header >> 14 & 0x3fff), (header >> 28 & 1) == 1);
            }
            case "ICCP" -> icc = metadata ? Optional.of(bytes.copy(at, length)) : icc;
            case "XMP " -> xmp = metadata ? Optional.of(bytes.copy(at, length)) : xmp;
            case "EXIF" -> {
                if (metadata) {
                    int prefix =
                            bytes.hasAt(at, Exif.PREFIX) && length >= Exif.PREFIX.length() ? Exif.PREFIX.length() : 0;
                    exif = Optional.of(bytes.copy(at + prefix, length - prefix));
                }
            }
            default -> {}
        }
    }

    private void size(int ofWidth, int ofHeight, boolean withAlpha) throws DamagedPictureException {
        if (extended && (ofWidth != width || ofHeight != height)) {
            throw DamagedPictureException.damaged(PictureFormat.WEBP, "two sizes");
        }
        width = ofWidth;
        height = ofHeight;
        alpha |= withAlpha && !extended;
        pixels = true;
    }
}
