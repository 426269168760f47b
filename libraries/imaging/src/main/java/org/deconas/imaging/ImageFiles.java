package org.deconas.imaging;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Reads PNG, JPEG, BMP and WebP files and writes PNG files, in memory only. A file that is not whole is refused: the
 * decoders would fill up what is missing.
 */
public final class ImageFiles {

    /** The formats that can be read, as messages list them. */
    public static final String FORMATS = "PNG, JPEG, BMP or WebP";

    private static final String REMEDY = "give a whole " + FORMATS + " file";

    // An array of 3 bytes a pixel cannot be longer.
    private static final long MAX_PIXELS = (Integer.MAX_VALUE - 8) / RgbImage.CHANNELS;

    private ImageFiles() {}

    /**
     * @param file a PNG, JPEG, BMP or WebP file, whatever its name ends in
     * @return its pixels
     * @throws UnreadableImageException when the file is missing, or not a whole image
     */
    public static RgbImage read(Path file) throws UnreadableImageException {
        return read(file, String.valueOf(file.getFileName()));
    }

    static RgbImage read(Path file, String name) throws UnreadableImageException {
        if (Files.isDirectory(file)) {
            throw new UnreadableImageException(name, "it is a folder", REMEDY, null);
        }
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new UnreadableImageException(name, "there is no such file", REMEDY, e);
        } catch (IOException e) {
            throw new UnreadableImageException(name, "the file cannot be opened", "give a file this user may read", e);
        }
        return read(bytes, name);
    }

    /**
     * @param bytes the content of a PNG, JPEG, BMP or WebP file
     * @param name what the error message calls it
     * @return its pixels
     * @throws UnreadableImageException when the bytes are not a whole image
     */
    public static RgbImage read(byte[] bytes, String name) throws UnreadableImageException {
        ImageFormat format = formatOf(bytes, name);
        Optional<String> damage = format.structuralDamage(bytes);
        if (damage.isPresent()) {
            throw new UnreadableImageException(name, damage.get(), REMEDY, null);
        }
        return withReader(format, bytes, name, reader -> {
            sizeOf(reader, name);
            List<String> losses = new ArrayList<>();
            reader.addIIOReadWarningListener((source, warning) -> {
                if (tellsOfLostPixels(warning)) {
                    losses.add(warning);
                }
            });
            BufferedImage image = reader.read(0);
            if (!losses.isEmpty()) {
                throw new UnreadableImageException(name, "damaged " + format.label + " data", REMEDY, null);
            }
            return RgbImage.of(image);
        });
    }

    /**
     * Reads the size from the header; the pixels may still turn out to be damaged.
     *
     * @param bytes the content, or the beginning, of a PNG, JPEG, BMP or WebP file
     * @param name what the error message calls it
     * @return the size the header states
     * @throws UnreadableImageException when there is no valid header
     */
    public static ImageSize sizeOf(byte[] bytes, String name) throws UnreadableImageException {
        return withReader(formatOf(bytes, name), bytes, name, reader -> sizeOf(reader, name));
    }

    /**
     * @param image the pixels
     * @param file where to write an 8-bit RGB PNG file; an existing file is replaced
     * @throws IOException when the file cannot be written
     */
    public static void writePng(RgbImage image, Path file) throws IOException {
        Files.write(file, toPng(image));
    }

    /**
     * @param image the pixels
     * @return the content of an 8-bit RGB PNG file
     */
    public static byte[] toPng(RgbImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            if (!ImageIO.write(image.toBufferedImage(), ImageFormat.PNG.label, stream)) {
                throw new IllegalStateException("this Java platform has no PNG writer");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static ImageFormat formatOf(byte[] bytes, String name) throws UnreadableImageException {
        if (bytes.length == 0) {
            throw new UnreadableImageException(name, "it is empty", REMEDY, null);
        }
        return ImageFormat.of(bytes)
                .orElseThrow(() ->
                        new UnreadableImageException(name, "its content is not " + FORMATS + " data", REMEDY, null));
    }

    private static ImageSize sizeOf(ImageReader reader, String name) throws IOException {
        ImageSize size = new ImageSize(reader.getWidth(0), reader.getHeight(0));
        if ((long) size.width() * size.height() > MAX_PIXELS) {
            throw new UnreadableImageException(
                    name,
                    "it has " + size.width() + "x" + size.height() + " pixels",
                    "give an image of at most " + MAX_PIXELS + " pixels",
                    null);
        }
        return size;
    }

    private static boolean tellsOfLostPixels(String warning) {
        // Of the JPEG library's own warnings only this one leaves every pixel intact.
        return warning.startsWith("Corrupt JPEG data") && !warning.contains("extraneous bytes");
    }

    private static <T> T withReader(ImageFormat format, byte[] bytes, String name, Decoding<T> decoding)
            throws UnreadableImageException {
        ImageReader reader = format.reader();
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            reader.setInput(stream, true, true);
            return decoding.apply(reader);
        } catch (UnreadableImageException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // The platform's readers answer damaged input with unchecked exceptions too.
            throw new UnreadableImageException(name, "truncated or damaged " + format.label + " data", REMEDY, e);
        } finally {
            reader.dispose();
        }
    }

    @FunctionalInterface
    private interface Decoding<T> {
        T apply(ImageReader reader) throws IOException;
    }
}
