package org.deconas.inference.network;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.apache.commons.io.output.DeferredFileOutputStream;
import org.jboss.logging.Logger;

/** An enlarged image, encoded; a large one waits in a temporary file until it is closed. */
public final class Enlargement implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Enlargement.class);

    private final DeferredFileOutputStream content;
    private final Enlarged enlarged;

    Enlargement(DeferredFileOutputStream content, Enlarged enlarged) {
        this.content = content;
        this.enlarged = enlarged;
    }

    /** What is known of it. */
    public Enlarged enlarged() {
        return enlarged;
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
        discard(content);
    }

    static void discard(DeferredFileOutputStream content) {
        if (!content.isInMemory()) {
            try {
                Files.deleteIfExists(content.getFile().toPath());
            } catch (IOException e) {
                LOG.warnf("Temporary file not deleted: file=%s reason=%s", content.getFile(), e.getMessage());
            }
        }
    }
}
