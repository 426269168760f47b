package org.deconas.cli.upscaling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Set;
import org.deconas.cli.mesh.MeshException;

/**
 * Files that are being written, each beside the one that it becomes. None is left when this is closed, or when the program
 * is ended by a signal.
 */
final class PartFiles implements AutoCloseable {

    private final Thread atExit = new Thread(this::discardAll, "part-files");
    private final Set<Path> open = new HashSet<>();
    private int opened;
    private boolean closed;

    PartFiles() {
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** A name in a folder for a file to be written; nothing is there yet. */
    synchronized Path in(Path folder) {
        if (closed) {
            throw new MeshException("the program is being ended");
        }
        Path part = folder.resolve(".deconas-" + ProcessHandle.current().pid() + "-" + opened + ".part");
        opened++;
        open.add(part);
        return part;
    }

    /** Gives a part that is whole its name, in place of what may have that name. */
    synchronized void finish(Path part, Path file) throws IOException {
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        open.remove(part);
    }

    /** Removes a part, unless it was finished. */
    synchronized void discard(Path part) throws IOException {
        if (open.remove(part)) {
            Files.deleteIfExists(part);
        }
    }

    private synchronized void discardAll() {
        closed = true;
        for (Path part : open) {
            try {
                Files.deleteIfExists(part);
            } catch (IOException e) {
                System.err.println("deconas: " + part + " is left: " + Reasons.of(e));
            }
        }
        open.clear();
    }

    @Override
    public void close() {
        discardAll();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException alreadyEnding) {
            // It runs, or ran: there is nothing to take back.
        }
    }
}
