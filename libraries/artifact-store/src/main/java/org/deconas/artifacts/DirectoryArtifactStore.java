package org.deconas.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * An artifact store in a directory that all services see: {@code ab/abcdef…}. A blob appears whole or not at all: it is written
 * beside, forced to disk, then renamed.
 */
public final class DirectoryArtifactStore implements ArtifactStore {

    private final Path directory;

    public DirectoryArtifactStore(Path directory) {
        this.directory = directory.toAbsolutePath();
    }

    @Override
    public Artifact put(Content content) throws IOException {
        Path incoming = Files.createDirectories(directory.resolve("incoming"));
        Path temporary = Files.createTempFile(incoming, "artifact-", ".tmp");
        try {
            MessageDigest digest = Digests.sha256();
            try (OutputStream file = Files.newOutputStream(temporary);
                    DigestOutputStream out = new DigestOutputStream(file, digest)) {
                content.writeTo(out);
            }
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            long size = Files.size(temporary);
            String name = HexFormat.of().formatHex(digest.digest());
            Path target = path(name);
            Files.createDirectories(target.getParent());
            try {
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileAlreadyExistsException e) {
                // The same bytes are there already
            }
            return new Artifact(name, size);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    @Override
    public InputStream open(String sha256) throws IOException {
        try {
            return new VerifyingInputStream(Files.newInputStream(path(sha256)), Digests.sha256(), sha256);
        } catch (NoSuchFileException e) {
            throw new ArtifactNotFoundException(sha256, directory.toString());
        }
    }

    private Path path(String sha256) {
        return directory.resolve(Digests.path(sha256));
    }
}
