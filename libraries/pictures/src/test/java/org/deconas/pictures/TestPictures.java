package org.deconas.pictures;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Pictures and files for tests, made in memory. */
final class TestPictures {

    static final byte[] SRGB = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
    static final byte[] GREY = ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();

    private TestPictures() {}

    static Picture random(int width, int height, PictureLayout layout, long seed) {
        Samples samples = Samples.of(layout.bits(), width * height * layout.channels());
        Random random = new Random(seed);
        for (int i = 0; i < samples.length(); i++) {
            samples.set(i, random.nextInt(layout.max() + 1));
        }
        return new Picture(width, height, layout, samples, Optional.empty(), PictureMetadata.NONE);
    }

    /** Smooth, so that what loses a little loses little. */
    static Picture smooth(int width, int height, PictureLayout layout) {
        Samples samples = Samples.of(layout.bits(), width * height * layout.channels());
        int at = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < layout.channels(); c++) {
                    boolean alpha = c == layout.colourChannels();
                    double value = alpha ? 1 : 0.2 + 0.6 * (c == 1 ? y / (double) height : x / (double) width);
                    samples.set(at++, (int) Math.round(value * layout.max()));
                }
            }
        }
        return new Picture(width, height, layout, samples, Optional.empty(), PictureMetadata.NONE);
    }

    static byte[] written(PictureFormat format, Picture picture, WriteOptions options) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            PictureWriter.write(format, picture, options, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** The array of samples, which AssertJ compares at once. */
    static Object values(Picture picture) {
        return picture.samples() instanceof Samples.Bytes bytes
                ? bytes.values()
                : ((Samples.Shorts) picture.samples()).values();
    }

    static byte[] written(PictureFormat format, Picture picture) {
        return written(format, picture, WriteOptions.DEFAULT);
    }

    /** By a platform writer, as other programs write. */
    static byte[] foreign(String format, BufferedImage image, String compression) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            if (compression != null) {
                parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                parameters.setCompressionType(compression);
            }
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    static byte[] png(int width, int height, int depth, int type, int interlace, byte[] raw, byte[]... chunks) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        out.writeBytes(chunk(
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put(new byte[] {(byte) depth, (byte) type, 0, 0, (byte) interlace})
                        .array()));
        List.of(chunks).forEach(out::writeBytes);
        out.writeBytes(chunk("IDAT", Deflate.deflate(raw)));
        out.writeBytes(chunk("IEND", new byte[0]));
        return out.toByteArray();
    }

    static byte[] chunk(String name, byte[] content) {
        byte[] named = EmbeddedParts.joined(EmbeddedParts.latin1(name), content);
        CRC32 checksum = new CRC32();
        checksum.update(named);
        return ByteBuffer.allocate(named.length + 8)
                .putInt(content.length)
                .put(named)
                .putInt((int) checksum.getValue())
                .array();
    }

    /** An EXIF block, little-endian, that says nothing but the orientation. */
    static byte[] exif(int orientation) {
        return ByteBuffer.allocate(26)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {'I', 'I', 42, 0})
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 274)
                .putShort((short) 3)
                .putInt(1)
                .putInt(orientation)
                .putInt(0)
                .array();
    }

    /** Puts an EXIF segment behind the start marker of a JPEG file. */
    static byte[] withExif(byte[] jpeg, byte[] exif) {
        byte[] content = EmbeddedParts.joined(EmbeddedParts.latin1(Exif.PREFIX), exif);
        return ByteBuffer.allocate(jpeg.length + content.length + 4)
                .put(jpeg, 0, 2)
                .put((byte) 0xff)
                .put((byte) 0xe1)
                .putShort((short) (content.length + 2))
                .put(content)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }
}
