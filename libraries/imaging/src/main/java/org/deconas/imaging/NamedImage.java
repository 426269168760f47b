package org.deconas.imaging;

import java.util.Objects;

/**
 * An image with the name that messages about it use.
 *
 * @param name the file's name
 * @param image the pixels
 */
public record NamedImage(String name, RgbImage image) {

    /**
     * @throws NullPointerException when either is missing
     */
    public NamedImage {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(image, "image");
    }
}
