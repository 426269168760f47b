package org.deconas.inference.network;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import org.apache.commons.io.output.DeferredFileOutputStream;
import org.jboss.logging.Logger;

/** An enlarged image, encoded; a large one waits in a temporary file until it is closed. */
public final class Enlargement implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Enlargement.class);

    private final DeferredFileOutputStream content;
    private final int width;
    private final int height;
    private final Duration networkTime;

    Enlargement(DeferredFileOutputStream content, int width, int height, Duration networkTime) {
        this.content = content;
        this.width = width;
        this.height = height;
        this.networkTime = networkTime;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** How long the network ran. */
    public Duration networkTime() {
        return networkTime;
    }

    /** The bytes of a small file; empty for one that waits on disk. */
    public Optional<byte[]> inMemory() {
        return Optional.ofNullable(content.getData());
    }

    /** Where a large file waits. */
    public File onDisk() {
        return content.getFile();
    }

    @Override
    public void close() {
        if (!content.isInMemory()) {
            try {
                Files.deleteIfExists(content.getFile().toPath());
            } catch (IOException e) {
                LOG.warnf("Temporary file not deleted: file=%s reason=%s", content.getFile(), e.getMessage());
            }
        }
    }
}
