package org.deconas.artifacts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A directory with everything in it. */
public final class DirectoryTree {

    private DirectoryTree() {}

    /** Deletes it; one that is not there is none to delete. */
    public static void delete(Path tree) throws IOException {
        if (Files.exists(tree)) {
            try (Stream<Path> walk = Files.walk(tree)) {
                for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
