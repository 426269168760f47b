package org.deconas.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** A file of {@link Keys}. */
public final class KeyFile {

    private static final String PREFIX = "deconas_"; // says to scanners of published code what was found
    private static final int KEY_BYTES = 32;
    private static final int MAX_BYTES = 1 << 20;

    private final Path path;

    public KeyFile(Path path) {
        this.path = path;
    }

    public Path path() {
        return path;
    }

    /** What the file has now, at most a MiB. */
    public String text() throws IOException, InvalidKeysException {
        try {
            if (Files.size(path) > MAX_BYTES) {
                throw new InvalidKeysException(path + " is longer than a file of keys can be, 1 MiB");
            }
            return Files.readString(path);
        } catch (NoSuchFileException e) {
            throw new InvalidKeysException("there is no file of keys " + path + "; 'deconas keys add' makes one");
        } catch (CharacterCodingException e) {
            throw new InvalidKeysException(path + " is no text in UTF-8");
        }
    }

    /** The keys of {@link #text()}. */
    public Keys read() throws IOException, InvalidKeysException {
        return Keys.parse(text(), path.toString());
    }

    /**
     * Makes a key and appends its digest; makes the file, for its owner alone, when there is none.
     *
     * @return the key, which is nowhere else: {@code deconas_} and 43 characters, 256 random bits
     * @throws InvalidKeysException when the file is malformed, or has that name already
     */
    public String add(KeyHolder holder, SecureRandom random) throws IOException, InvalidKeysException {
        byte[] secret = new byte[KEY_BYTES];
        random.nextBytes(secret);
        String key = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        try (FileChannel file = open();
                FileLock alone = file.lock()) {
            String before = text();
            Keys keys = Keys.parse(before, path.toString());
            if (keys.holders().stream().anyMatch(other -> other.name().equals(holder.name()))) {
                throw new InvalidKeysException(
                        path + " has a key of " + holder.name() + " already; remove its line first");
            }
            String gap = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
            String line = gap + Keys.line(holder, Digest.ofKey(key)) + "\n";
            ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
            file.position(file.size());
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        }
        return key;
    }

    private FileChannel open() throws IOException, InvalidKeysException {
        try {
            return FileChannel.open(
                    path,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (NoSuchFileException e) {
            throw new InvalidKeysException(
                    "there is no folder " + path.toAbsolutePath().getParent());
        }
    }
}
