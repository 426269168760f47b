package org.deconas.cli.upscaling;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deconas.cli.mesh.MeshException;
import org.deconas.pictures.PictureFormat;

/**
 * Finds the images that a user means by files, folders and patterns. A file that is named itself is taken whatever it is
 * called; of folders and patterns the images are taken, told by the ending of their names: none that is hidden, and none
 * that an earlier run made of another one found beside it ({@code photo-x2.png} beside {@code photo.jpg}).
 */
public final class ImageInputs {

    private static final Pattern RESULT = Pattern.compile("(.+)-x\\d+");

    private final boolean recursive;
    private final Destination destination;

    /**
     * @param recursive whether images in the folders of a folder are meant, too
     * @param destination where results go: what lies in such a folder is not found again
     */
    public ImageInputs(boolean recursive, Destination destination) {
        this.recursive = recursive;
        this.destination = destination;
    }

    /**
     * @param arguments files, folders, or patterns as of {@link java.nio.file.FileSystem#getPathMatcher}, glob
     * @return the images, each once, in the order of the arguments and by name within each
     * @throws MeshException when an argument names nothing, or no image
     */
    public List<ImageInput> find(List<String> arguments) {
        Map<Path, ImageInput> found = new LinkedHashMap<>();
        for (String argument : arguments) {
            inputs(argument).forEach(input -> found.putIfAbsent(input.identity(), input));
        }
        return List.copyOf(found.values());
    }

    private List<ImageInput> inputs(String argument) {
        Path path = Path.of(argument);
        if (Files.isDirectory(path)) {
            return required(
                    images(path, recursive ? Integer.MAX_VALUE : 1, file -> true),
                    "no image lies in the folder " + argument + " (" + endings() + ")"
                            + (recursive ? "" : "; its folders are looked through with --recursive"));
        }
        if (Files.exists(path)) {
            return List.of(ImageInput.named(path));
        }
        if (GlobPattern.isOne(argument)) {
            GlobPattern glob = GlobPattern.of(argument);
            return required(
                    images(glob.base(), glob.depth(), glob::matches),
                    "no image matches " + argument + " (" + endings() + ")");
        }
        throw new MeshException("there is no file " + argument);
    }

    private static List<ImageInput> required(List<ImageInput> found, String otherwise) {
        if (found.isEmpty()) {
            throw new MeshException(otherwise);
        }
        return found;
    }

    private List<ImageInput> images(Path folder, int depth, Predicate<Path> meant) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        boolean amongResults = destination.holds(folder);
        List<ImageInput> found;
        Path real = real(folder);
        try (Stream<Path> walk = Files.walk(real, depth)) {
            found = walk.filter(Files::isRegularFile)
                    .filter(file -> PictureFormat.ofFileName(file.toString()).isPresent())
                    .map(real::relativize)
                    .map(relative -> new ImageInput(folder.resolve(relative), relative))
                    .filter(input -> meant.test(input.relative()) && !hidden(input.relative()))
                    .filter(input -> amongResults || !destination.holds(input.file()))
                    .sorted((one, other) -> one.relative().compareTo(other.relative()))
                    .toList();
        } catch (IOException e) {
            throw unreadable(folder, e);
        } catch (UncheckedIOException e) {
            throw unreadable(folder, e.getCause());
        }
        return withoutResultsOfOthers(found);
    }

    /** Walks begin at no link. */
    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static boolean hidden(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private static List<ImageInput> withoutResultsOfOthers(List<ImageInput> found) {
        Set<Path> stems =
                found.stream().map(input -> sibling(input, stem(input))).collect(Collectors.toSet());
        return found.stream()
                .filter(input -> {
                    Matcher result = RESULT.matcher(stem(input));
                    return !result.matches() || !stems.contains(sibling(input, result.group(1)));
                })
                .toList();
    }

    private static Path sibling(ImageInput input, String name) {
        return input.identity().resolveSibling(name);
    }

    private static String stem(ImageInput input) {
        return FileNames.stem(input.file());
    }

    private static MeshException unreadable(Path folder, IOException e) {
        return new MeshException("the folder " + folder + " cannot be looked through: " + Reasons.of(e), e);
    }

    private static String endings() {
        return "images end in "
                + Stream.of(PictureFormat.values())
                        .flatMap(format -> format.suffixes().stream().limit(1))
                        .map(suffix -> "." + suffix)
                        .collect(Collectors.joining(", "));
    }
}
