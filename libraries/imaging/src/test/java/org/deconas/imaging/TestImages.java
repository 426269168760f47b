package org.deconas.imaging;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Images that tests share. */
final class TestImages {

    private TestImages() {}

    static RgbImage noise(int width, int height, long seed) {
        byte[] data = new byte[3 * width * height];
        new Random(seed).nextBytes(data);
        return new RgbImage(width, height, data);
    }

    static RgbImage constant(int width, int height, int red, int green, int blue) {
        byte[] data = new byte[3 * width * height];
        for (int i = 0; i < data.length; i += 3) {
            data[i] = (byte) red;
            data[i + 1] = (byte) green;
            data[i + 2] = (byte) blue;
        }
        return new RgbImage(width, height, data);
    }

    static SourceImage source(String name, RgbImage image) {
        return SourceImage.of(new NamedImage(name, image));
    }

    /** As a JPEG file of that quality, 0..1, shows it. */
    static RgbImage recompressed(RgbImage image, float quality) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(quality);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image.toBufferedImage(), null, null), parameters);
            stream.flush();
            return ImageFiles.read(bytes.toByteArray(), "recompressed");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
    }

    /** Resized by a bilinear filter. */
    static RgbImage resized(RgbImage image, double factor) {
        int width = (int) Math.round(factor * image.width());
        int height = (int) Math.round(factor * image.height());
        BufferedImage resized = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = resized.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image.toBufferedImage(), 0, 0, width, height, null);
        graphics.dispose();
        return RgbImage.of(resized);
    }

    /** With that much, of 255, added to every sample. */
    static RgbImage brightened(RgbImage image, int by) {
        byte[] data = image.data().clone();
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) Math.min(255, (data[i] & 0xff) + by);
        }
        return new RgbImage(image.width(), image.height(), data);
    }

    /** The shared image sets lie beside the checkout, where there are any. */
    static Optional<Path> sharedData() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path data = at.resolve("shared").resolve("data");
            if (Files.isDirectory(data)) {
                return Optional.of(data);
            }
        }
        return Optional.empty();
    }
}
