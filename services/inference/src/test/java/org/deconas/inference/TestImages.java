package org.deconas.inference;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.deconas.imaging.ImageFiles;
import org.deconas.imaging.RgbImage;

/** Image files. */
final class TestImages {

    private TestImages() {}

    static RgbImage noise(int width, int height) {
        byte[] pixels = new byte[width * height * RgbImage.CHANNELS];
        new Random(width * 31L + height).nextBytes(pixels);
        return new RgbImage(width, height, pixels);
    }

    static byte[] png(int width, int height) {
        return ImageFiles.toPng(noise(width, height));
    }

    static byte[] encoded(String format, int width, int height) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(noise(width, height).toBufferedImage(), format, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] truncated(byte[] file) {
        return Arrays.copyOf(file, file.length / 2);
    }

    /** A PNG file whose header says another size than it has; its checksum is right. */
    static byte[] pngThatClaims(int width, int height) {
        byte[] png = png(8, 8);
        int header = 16; // after the signature, and length and type of the IHDR chunk
        ByteBuffer.wrap(png).putInt(header, width).putInt(header + 4, height);
        CRC32 checksum = new CRC32();
        checksum.update(png, 12, 17);
        ByteBuffer.wrap(png).putInt(29, (int) checksum.getValue());
        return png;
    }

    /** The largest difference of a sample, 0 to 255. */
    static int furthest(RgbImage one, RgbImage other) {
        int furthest = 0;
        for (int i = 0; i < one.data().length; i++) {
            furthest = Math.max(furthest, Math.abs((one.data()[i] & 0xff) - (other.data()[i] & 0xff)));
        }
        return furthest;
    }
}
