package org.deconas.cli.upscaling;

import java.nio.file.Path;

/** Is told how far a batch is, by one thread at a time. */
public interface BatchListener extends AutoCloseable {

    /** An image's turn has come. */
    void started(Path in);

    /** An image is done with. */
    void ended(Outcome outcome);

    /** No more comes. */
    @Override
    void close();
}
