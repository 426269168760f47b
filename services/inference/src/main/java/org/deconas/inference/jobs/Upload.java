package org.deconas.inference.jobs;

import java.io.IOException;
import java.nio.file.Path;
import org.deconas.artifacts.DirectoryTree;
import org.jboss.logging.Logger;

/** The file of an image that was sent, until a job is made of it; without one it is deleted. */
public final class Upload implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Upload.class);

    private final Path directory;
    private final Path file;

    Upload(Path directory, String fileName) {
        this.directory = directory;
        this.file = directory.resolve(fileName);
    }

    Path directory() {
        return directory;
    }

    /** Where it is. */
    public Path file() {
        return file;
    }

    @Override
    public void close() {
        try {
            DirectoryTree.delete(directory);
        } catch (IOException e) {
            LOG.warnf("Upload not deleted: directory=%s reason=%s", directory, e.getMessage());
        }
    }
}
