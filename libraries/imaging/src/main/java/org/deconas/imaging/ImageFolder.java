package org.deconas.imaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The image files that lie directly in a folder, or in several.
 *
 * @param files the image files, folder by folder in the order given, each folder's sorted by file name
 */
public record ImageFolder(List<File> files) {

    /**
     * @param name what messages call the file: its own name, with its folder's before it where there are several folders
     * @param path where it lies
     */
    public record File(String name, Path path) {

        /**
         * @throws NullPointerException when either is missing
         */
        public File {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(path, "path");
        }
    }

    private static final Set<String> EXTENSIONS = Set.of("png", "jpg", "jpeg", "bmp", "webp");

    /** Keeps its own copy of the list. */
    public ImageFolder {
        files = List.copyOf(files);
    }

    /**
     * Lists the files whose names end in png, jpg, jpeg, bmp or webp, in any letter case, without opening them.
     *
     * @param directory the folder; folders inside it are not visited
     * @return its images, at least one
     * @throws ImageFolderException when the folder is missing, not a folder, not readable, or without an image
     */
    public static ImageFolder scan(Path directory) throws ImageFolderException {
        return scan(List.of(directory));
    }

    /**
     * Lists the images of several folders as {@link #scan(Path)} does. The same image may lie in several.
     *
     * @param directories the folders, at least one
     * @return their images, at least one of each
     * @throws ImageFolderException when there is no folder, or one is missing, not a folder, not readable, or without an
     *     image
     */
    public static ImageFolder scan(List<Path> directories) throws ImageFolderException {
        if (directories.isEmpty()) {
            throw new ImageFolderException("there is no folder; give one of " + ImageFiles.FORMATS + " images", null);
        }
        List<File> files = new ArrayList<>();
        for (Path directory : directories) {
            String prefix = directories.size() == 1 ? "" : nameAmong(directories, directory) + "/";
            for (Path path : imagesIn(directory)) {
                files.add(new File(prefix + path.getFileName(), path));
            }
        }
        return new ImageFolder(files);
    }

    /**
     * Decodes every file, in order, and keeps all pixels.
     *
     * @return one image a file, named as the file
     * @throws UnreadableImageException at the first file that is not a whole image
     */
    public List<NamedImage> readAll() throws UnreadableImageException {
        List<NamedImage> images = new ArrayList<>(files.size());
        for (File file : files) {
            images.add(new NamedImage(file.name(), ImageFiles.read(file.path(), file.name())));
        }
        return List.copyOf(images);
    }

    /**
     * Decodes every file once, as many at a time as there are processors, to see that it is whole and what it shows; keeps
     * no pixels.
     *
     * @return one source a file, in order
     * @throws UnreadableImageException when a file is not a whole image
     */
    public List<SourceImage> open() throws UnreadableImageException {
        try {
            return files.parallelStream().map(ImageFolder::opened).toList();
        } catch (UncheckedIOException e) {
            throw (UnreadableImageException) e.getCause();
        }
    }

    private static SourceImage opened(File file) {
        try {
            return SourceImage.of(file.name(), file.path());
        } catch (UnreadableImageException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> imagesIn(Path directory) throws ImageFolderException {
        if (!Files.exists(directory)) {
            throw new ImageFolderException(
                    directory + " does not exist; give a folder of " + ImageFiles.FORMATS + " images", null);
        }
        if (!Files.isDirectory(directory)) {
            throw new ImageFolderException(
                    directory + " is not a folder; give a folder of " + ImageFiles.FORMATS + " images", null);
        }
        List<Path> images;
        try (Stream<Path> entries = Files.list(directory)) {
            images = entries.filter(ImageFolder::isImageFile)
                    .sorted(Comparator.comparing(path -> path.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            throw new ImageFolderException(
                    directory + " cannot be listed: it is not readable; give a folder this user may read", e);
        }
        if (images.isEmpty()) {
            throw new ImageFolderException(
                    directory + " holds no image; put " + ImageFiles.FORMATS + " files directly into it", null);
        }
        return images;
    }

    /** The folder's own name, or its whole path where another one has that name too. */
    private static String nameAmong(List<Path> directories, Path directory) {
        Path name = ownName(directory);
        boolean unique = directories.stream()
                        .filter(other -> ownName(other).equals(name))
                        .count()
                == 1;
        return (unique ? name : directory).toString();
    }

    private static Path ownName(Path directory) {
        Path whole = directory.toAbsolutePath().normalize();
        return whole.getFileName() == null ? whole : whole.getFileName();
    }

    private static boolean isImageFile(Path path) {
        String name = path.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String extension = dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
        return EXTENSIONS.contains(extension) && Files.isRegularFile(path);
    }
}
