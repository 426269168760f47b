package org.deconas.pictures;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Puts a profile and metadata beside an encoded picture in a WebP file (RFC 9649, section 2.7). */
final class WebPContainer {

    private static final int RIFF_HEADER = 12;
    private static final int FRAME = 8;
    private static final int ICC = 0x20;
    private static final int ALPHA = 0x10;
    private static final int EXIF = 0x08;
    private static final int XMP = 0x04;

    private WebPContainer() {}

    /** @param encoded a WebP file of the picture's pixels alone */
    static byte[] with(byte[] encoded, PictureDescription picture) {
        // The samples are colour, whatever the picture was.
        Optional<byte[]> icc = picture.icc().filter(profile -> IccProfiles.isOf(profile, true));
        Optional<byte[]> exif = picture.metadata().exif();
        Optional<byte[]> xmp = picture.metadata().xmp();
        if (icc.isEmpty() && exif.isEmpty() && xmp.isEmpty()) {
            return encoded;
        }
        int flags = (icc.isPresent() ? ICC : 0)
                | (picture.layout().alpha() ? ALPHA : 0)
                | (exif.isPresent() ? EXIF : 0)
                | (xmp.isPresent() ? XMP : 0);
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        chunk(chunks, "VP8X", header(flags, picture));
        icc.ifPresent(content -> chunk(chunks, "ICCP", content));
        ByteBuffer file = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = RIFF_HEADER; at + FRAME <= encoded.length; ) {
            int length = file.getInt(at + 4);
            String name = new String(encoded, at, 4, StandardCharsets.ISO_8859_1);
            if (!name.equals("VP8X")) {
                byte[] content = new byte[length];
                file.get(at + FRAME, content);
                chunk(chunks, name, content);
            }
            at += FRAME + length + (length & 1);
        }
        exif.ifPresent(content -> chunk(chunks, "EXIF", content));
        xmp.ifPresent(content -> chunk(chunks, "XMP ", content));
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        chunk(whole, "RIFF", EmbeddedParts.joined(EmbeddedParts.latin1("WEBP"), chunks.toByteArray()));
        return whole.toByteArray();
    }

    private static byte[] header(int flags, PictureDescription picture) {
        int width = picture.width() - 1;
        int height = picture.height() - 1;
        return new byte[] {
            (byte) flags,
            0,
            0,
            0,
            (byte) width,
            (byte) (width >> 8),
            (byte) (width >> 16),
            (byte) height,
            (byte) (height >> 8),
            (byte) (height >> 16)
        };
    }

    private static void chunk(ByteArrayOutputStream out, String name, byte[] content) {
        out.writeBytes(EmbeddedParts.latin1(name));
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(content.length)
                .array());
        out.writeBytes(content);
        if (content.length % 2 == 1) {
            out.write(0);
        }
    }
}
