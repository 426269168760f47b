package org.deconas.cli.upscaling;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.deconas.cli.mesh.MeshException;
import org.deconas.pictures.PictureFormat;

/** Where results go, and what they are called. */
public sealed interface Destination {

    /**
     * @param scale how many times wider and higher
     * @return the file that the enlarged image is written to
     */
    Path resultOf(ImageInput input, int scale, PictureFormat format);

    /** Whether a file lies where nothing but results is expected. */
    boolean holds(Path file);

    /**
     * What a user means by {@code --out}: a file when it ends as images do and is no folder, else a folder.
     *
     * @throws MeshException when it is a file that does not end as images do
     */
    static Destination of(Path out) {
        if (Files.isDirectory(out)) {
            return new Below(out);
        }
        if (PictureFormat.ofFileName(out.toString()).isPresent()) {
            return new To(out);
        }
        if (Files.exists(out)) {
            throw new MeshException(
                    out + " is a file that does not end as images do; give a folder, or a file as large.png");
        }
        return new Below(out);
    }

    /**
     * The result that a user names as the second of two arguments: it ends as images do, is no pattern, and is not there.
     *
     * @return empty when the second argument means images to enlarge, as the first does, or there are not two
     */
    static Optional<Destination> ofSecond(List<String> arguments) {
        return arguments.stream()
                .skip(1)
                .filter(second -> arguments.size() == 2
                        && PictureFormat.ofFileName(second).isPresent()
                        && !GlobPattern.isOne(second)
                        && !Files.exists(Path.of(second)))
                .<Destination>map(second -> new To(Path.of(second)))
                .findFirst();
    }

    /** Beside each image. */
    record Beside() implements Destination {
        @Override
        public Path resultOf(ImageInput input, int scale, PictureFormat format) {
            return input.file().resolveSibling(FileNames.ofResult(input.file(), scale, format));
        }

        @Override
        public boolean holds(Path file) {
            return false;
        }
    }

    /** Into a folder, in which folders of images keep their structure. */
    record Below(Path folder) implements Destination {
        @Override
        public Path resultOf(ImageInput input, int scale, PictureFormat format) {
            Path below = folder.resolve(input.relative());
            return below.resolveSibling(FileNames.ofResult(input.file(), scale, format));
        }

        @Override
        public boolean holds(Path file) {
            return file.toAbsolutePath()
                    .normalize()
                    .startsWith(folder.toAbsolutePath().normalize());
        }
    }

    /** Into a file, of one image. */
    record To(Path file) implements Destination {
        @Override
        public Path resultOf(ImageInput input, int scale, PictureFormat format) {
            return file;
        }

        @Override
        public boolean holds(Path other) {
            return other.toAbsolutePath()
                    .normalize()
                    .equals(file.toAbsolutePath().normalize());
        }
    }
}
