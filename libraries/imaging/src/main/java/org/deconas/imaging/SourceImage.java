package org.deconas.imaging;

import java.nio.file.Path;
import java.util.Objects;

/**
 * An image that is decoded when its pixels are needed, with what has to be known of it before. Immutable: threads may
 * share one.
 */
public final class SourceImage {

    private final String name;
    private final ImageSize size;
    private final String sha256;
    private final PerceptualHash look;
    private final Pixels pixels;

    private SourceImage(String name, RgbImage image, Pixels pixels) {
        this.name = Objects.requireNonNull(name, "name");
        this.size = new ImageSize(image.width(), image.height());
        this.sha256 = image.sha256();
        this.look = PerceptualHash.of(image);
        this.pixels = pixels;
    }

    /**
     * @param image an image whose pixels stay in memory
     * @return the same as a source
     */
    public static SourceImage of(NamedImage image) {
        return new SourceImage(image.name(), image.image(), image::image);
    }

    /**
     * Decodes the file once, to see that it is whole and what it shows, and keeps nothing of its pixels.
     *
     * @param name what messages call it
     * @param file a PNG, JPEG, BMP or WebP file, which must not change from now on
     * @return the source
     * @throws UnreadableImageException when the file is missing, or not a whole image
     */
    public static SourceImage of(String name, Path file) throws UnreadableImageException {
        return of(name, () -> ImageFiles.read(file, name));
    }

    static SourceImage of(String name, Pixels pixels) throws UnreadableImageException {
        return new SourceImage(name, pixels.read(), pixels);
    }

    /**
     * @return what messages call it
     */
    public String name() {
        return name;
    }

    /**
     * @return its size
     */
    public ImageSize size() {
        return size;
    }

    /**
     * @return {@link RgbImage#sha256()} of its pixels
     */
    public String sha256() {
        return sha256;
    }

    /**
     * Decodes the pixels.
     *
     * @return them, the same at every call
     * @throws UnreadableImageException when the file cannot be read any more, or shows something else than at first
     */
    public RgbImage read() throws UnreadableImageException {
        RgbImage image = pixels.read();
        if (!image.sha256().equals(sha256)) {
            throw new UnreadableImageException(
                    name,
                    "its pixels are not those that it began with",
                    "leave images alone while they are used",
                    null);
        }
        return image;
    }

    /** Whether the other one has the same pixels. */
    boolean equalsInContent(SourceImage other) {
        return sha256.equals(other.sha256);
    }

    /** Whether the other one has the same pixels or looks like a copy: recompressed, resized, brightened, mirrored. */
    boolean repeats(SourceImage other) {
        return equalsInContent(other) || look.isNear(other.look);
    }

    @Override
    public String toString() {
        return name;
    }

    /** Where pixels come from. */
    @FunctionalInterface
    interface Pixels {
        RgbImage read() throws UnreadableImageException;
    }
}
