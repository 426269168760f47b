package org.deconas.systemtests.upscaling;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.deconas.imaging.ImageFiles;
import org.deconas.imaging.RgbImage;
import org.deconas.imaging.SyntheticImages;
import org.deconas.pictures.Picture;
import org.deconas.pictures.PictureFormat;
import org.deconas.pictures.PictureWriter;
import org.deconas.pictures.Pictures;
import org.deconas.pictures.WriteOptions;

/** Image files as anybody may send them. */
final class SoundImages {

    private SoundImages() {}

    /** A small one of every format that is taken, some of them in several variants; the first is a PNG. */
    static List<byte[]> ofEveryKind() throws IOException {
        byte[] png = png(48, 36, 3);
        Picture picture = Pictures.read(png);
        List<byte[]> files = new ArrayList<>(List.of(png));
        for (PictureFormat format : PictureFormat.values()) {
            if (format.canWrite()) {
                files.add(written(picture, format, WriteOptions.DEFAULT));
                files.add(written(picture, format, WriteOptions.DEFAULT.withQuality(60)));
            }
        }
        BufferedImage image = ImageFiles.read(png, "a PNG").toBufferedImage();
        BufferedImage indexed = new BufferedImage(48, 36, BufferedImage.TYPE_BYTE_INDEXED);
        indexed.createGraphics().drawImage(image, 0, 0, null);
        for (String format : List.of("bmp", "gif", "png", "tiff")) {
            files.add(foreign(indexed, format));
        }
        return files;
    }

    static byte[] png(int width, int height, long seed) {
        RgbImage image = SyntheticImages.generate(1, width, height, seed).get(0).image();
        return ImageFiles.toPng(image);
    }

    static byte[] jpeg(int width, int height) throws IOException {
        return written(Pictures.read(png(width, height, 1)), PictureFormat.JPEG, WriteOptions.DEFAULT.withQuality(90));
    }

    private static byte[] written(Picture picture, PictureFormat format, WriteOptions options) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PictureWriter.write(format, picture, options, out);
        return out.toByteArray();
    }

    private static byte[] foreign(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!ImageIO.write(image, format, out)) {
            throw new IOException("nobody writes " + format);
        }
        return out.toByteArray();
    }
}
