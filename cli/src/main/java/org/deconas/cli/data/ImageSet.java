package org.deconas.cli.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Collections;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * An image set on disk: a folder that is there is whole.
 *
 * @param archive where it comes from
 * @param directory the folder that its folder lies in
 */
public record ImageSet(Archive archive, Path directory) {

    private static final Duration STALL_LIMIT = Duration.ofSeconds(60);

    /** The folder of the images. */
    public Path folder() {
        return directory.resolve(archive.folder());
    }

    /**
     * Fetches and unpacks the set, or does nothing where it is there. An archive that somebody put into the directory is
     * unpacked without the network.
     *
     * @param listener hears how far it is, a line at a time
     * @throws DataException when the set cannot be had; what arrived is kept
     * @throws IOException when the disk fails
     */
    public void complete(Consumer<String> listener) throws IOException {
        if (Files.exists(folder())) {
            requireAllImages(folder(), "remove the folder and run the command again");
            listener.accept(folder() + " is there, with its " + archive.images() + " images");
            return;
        }
        Files.createDirectories(directory);
        Path zip = directory.resolve(archive.name());
        if (!Files.exists(zip)) {
            zip = new Download(archive, directory, STALL_LIMIT, listener).fetch();
        } else if (!Checksum.sha256(zip).equals(archive.sha256())) {
            throw new DataException(zip + " is not the file that it should be (its SHA-256 is not " + archive.sha256()
                    + "); remove it");
        }
        listener.accept("unpacking " + zip);
        unpack(zip);
        Files.delete(zip);
        listener.accept(folder() + " is complete, with its " + archive.images() + " images");
    }

    /** Unpacked beside and renamed, so that a folder that is there is whole. */
    private void unpack(Path zip) throws IOException {
        Path unfinished = directory
                .resolve(archive.folder() + ".unfinished")
                .toAbsolutePath()
                .normalize();
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : Collections.list(file.entries())) {
                Path target = unfinished.resolve(entry.getName()).normalize();
                if (!target.startsWith(unfinished)) {
                    throw new DataException(zip + " would write outside of its folder (" + entry.getName()
                            + "); it was not unpacked, remove it");
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    continue;
                }
                Files.createDirectories(target.getParent());
                try (InputStream content = file.getInputStream(entry)) {
                    Files.copy(content, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (ZipException e) {
            throw new DataException(zip + " is no zip file (" + e.getMessage() + "); remove it", e);
        }
        Path images = unfinished.resolve(archive.folder());
        requireAllImages(images, "remove " + zip);
        Files.move(images, folder(), StandardCopyOption.ATOMIC_MOVE);
        try (Stream<Path> others = Files.list(unfinished)) {
            if (others.findAny().isEmpty()) {
                Files.delete(unfinished);
            }
        }
    }

    private void requireAllImages(Path images, String remedy) throws IOException {
        long found = 0;
        if (Files.isDirectory(images)) {
            try (Stream<Path> files = Files.list(images)) {
                found = files.filter(file -> file.getFileName().toString().endsWith(".png"))
                        .count();
            }
        }
        if (found != archive.images()) {
            throw new DataException(images + " holds " + found + " of " + archive.images() + " images; " + remedy);
        }
    }
}
