package org.deconas.imaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The image files that lie directly in a folder.
 *
 * @param directory the folder
 * @param files its image files, sorted by file name
 */
public record ImageFolder(Path directory, List<Path> files) {

    private static final Set<String> EXTENSIONS = Set.of("png", "jpg", "jpeg", "bmp");

    /** Keeps its own copy of the list. */
    public ImageFolder {
        files = List.copyOf(files);
    }

    /**
     * Lists the files whose names end in png, jpg, jpeg or bmp, in any letter case, without opening them.
     *
     * @param directory the folder; folders inside it are not visited
     * @return its images, at least one
     * @throws ImageFolderException when the folder is missing, not a folder, not readable, or without an image
     */
    public static ImageFolder scan(Path directory) throws ImageFolderException {
        if (!Files.exists(directory)) {
            throw new ImageFolderException(
                    directory + " does not exist; give a folder of PNG, JPEG or BMP images", null);
        }
        if (!Files.isDirectory(directory)) {
            throw new ImageFolderException(
                    directory + " is not a folder; give a folder of PNG, JPEG or BMP images", null);
        }
        List<Path> files;
        try (Stream<Path> entries = Files.list(directory)) {
            files = entries.filter(ImageFolder::isImageFile)
                    .sorted(Comparator.comparing(path -> path.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            throw new ImageFolderException(
                    directory + " cannot be listed: it is not readable; give a folder this user may read", e);
        }
        if (files.isEmpty()) {
            throw new ImageFolderException(
                    directory + " holds no image; put PNG, JPEG or BMP files directly into it", null);
        }
        return new ImageFolder(directory, files);
    }

    /**
     * Decodes every file, in order.
     *
     * @return one image a file, named by the file's name
     * @throws UnreadableImageException at the first file that is not a whole image
     */
    public List<NamedImage> readAll() throws UnreadableImageException {
        List<NamedImage> images = new ArrayList<>(files.size());
        for (Path file : files) {
            images.add(new NamedImage(file.getFileName().toString(), ImageFiles.read(file)));
        }
        return List.copyOf(images);
    }

    private static boolean isImageFile(Path path) {
        String name = path.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String extension = dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
        return EXTENSIONS.contains(extension) && Files.isRegularFile(path);
    }
}
