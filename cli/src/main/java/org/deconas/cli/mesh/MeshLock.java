package org.deconas.cli.mesh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/** Keeps two commands from changing one mesh at the same time; the system lets it go when its holder dies. */
final class MeshLock implements AutoCloseable {

    private final FileChannel channel;

    private MeshLock(FileChannel channel) {
        this.channel = channel;
    }

    static MeshLock take(MeshHome home) {
        try {
            Files.createDirectories(home.lock().getParent());
            FileChannel channel = FileChannel.open(home.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!tryLock(channel)) {
                channel.close();
                throw new MeshException("another command starts or stops the mesh of " + home.directory()
                        + " just now; wait for it, or choose another --home");
            }
            return new MeshLock(channel);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldInThisProcess) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
