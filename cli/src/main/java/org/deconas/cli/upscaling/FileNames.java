package org.deconas.cli.upscaling;

import java.nio.file.Path;
import org.deconas.pictures.PictureFormat;

/** Names of image files. */
final class FileNames {

    private FileNames() {}

    /** A file's name without the ending that tells its format, if it has one of those. */
    static String stem(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 && PictureFormat.ofFileName(name).isPresent() ? name.substring(0, dot) : name;
    }

    /** A name as in {@code photo-x2.png}. */
    static String ofResult(Path file, int scale, PictureFormat format) {
        return stem(file) + "-x" + scale + "." + format.suffixes().get(0);
    }
}
