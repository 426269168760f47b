package org.deconas.pictures;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/** Profiles and metadata as the chunks and segments that go into PNG and JPEG files. */
final class EmbeddedParts {

    /** Signature and header chunk of a PNG file, in bytes. */
    static final int AFTER_PNG_HEADER = 33;

    /** Start marker and JFIF segment of a JPEG file as the encoder writes them, in bytes. */
    static final int AFTER_JFIF = 20;

    private static final int MAX_SEGMENT = 65_533; // without its marker and length
    private static final int MAX_KEYWORD = 79;

    private EmbeddedParts() {}

    static byte[] pngChunks(PictureDescription picture) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        picture.icc().ifPresent(icc -> chunk(out, "iCCP", joined(latin1("ICC profile\0\0"), Deflate.deflate(icc))));
        picture.metadata().exif().ifPresent(exif -> chunk(out, "eXIf", exif));
        picture.metadata()
                .xmp()
                .ifPresent(xmp -> chunk(out, "iTXt", joined(latin1("XML:com.adobe.xmp\0\0\0\0\0"), xmp)));
        for (PictureMetadata.Text text : picture.metadata().text()) {
            String keyword = text.keyword()
                    .substring(0, Math.min(MAX_KEYWORD, text.keyword().length()));
            if (StandardCharsets.ISO_8859_1.newEncoder().canEncode(text.content())) {
                chunk(out, "tEXt", latin1(keyword + "\0" + text.content()));
            } else {
                byte[] content = text.content().getBytes(StandardCharsets.UTF_8);
                chunk(out, "iTXt", joined(latin1(keyword + "\0\0\0\0\0"), content));
            }
        }
        return out.toByteArray();
    }

    static byte[] jpegSegments(PictureDescription picture) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        picture.metadata().exif().ifPresent(exif -> segment(out, 0xe1, joined(latin1(Exif.PREFIX), exif)));
        picture.metadata().xmp().ifPresent(xmp -> segment(out, 0xe1, joined(latin1(JpegStructure.XMP_PREFIX), xmp)));
        picture.icc().ifPresent(icc -> {
            int part = MAX_SEGMENT - JpegStructure.ICC_PREFIX.length() - 2;
            int parts = (icc.length + part - 1) / part;
            for (int i = 0; i < parts; i++) {
                byte[] content = Arrays.copyOfRange(icc, i * part, Math.min(icc.length, (i + 1) * part));
                byte[] numbers = {(byte) (i + 1), (byte) parts};
                segment(out, 0xe2, joined(latin1(JpegStructure.ICC_PREFIX), joined(numbers, content)));
            }
        });
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String name, byte[] content) {
        byte[] named = joined(latin1(name), content);
        CRC32 checksum = new CRC32();
        checksum.update(named);
        out.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
        out.writeBytes(named);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
    }

    /** What is too long for a segment is left out: JPEG has no place for it. */
    private static void segment(ByteArrayOutputStream out, int marker, byte[] content) {
        if (content.length <= MAX_SEGMENT) {
            out.write(0xff);
            out.write(marker);
            out.write(content.length + 2 >> 8);
            out.write(content.length + 2);
            out.writeBytes(content);
        }
    }

    static byte[] joined(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
