package org.deconas.cli.upscaling;

import java.nio.file.Path;

/**
 * An image to enlarge.
 *
 * @param file the image, as the user would name it
 * @param relative where it lies below the folder that was given, or below what a pattern begins with; of an image that was
 *     named itself just the name
 */
public record ImageInput(Path file, Path relative) {

    /** An image that was named itself. */
    static ImageInput named(Path file) {
        return new ImageInput(file, file.getFileName());
    }

    /** What tells it from other files, however it was reached. */
    Path identity() {
        return file.toAbsolutePath().normalize();
    }
}
