package org.deconas.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** A directory as one ZIP archive, the same bytes for the same files: entries are sorted and carry no times. */
public final class DirectoryArchive {

    private DirectoryArchive() {}

    /** Packs all files under a directory. */
    public static void pack(Path directory, OutputStream out) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(directory)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        ZipOutputStream zip = new ZipOutputStream(out);
        for (Path file : files) {
            ZipEntry entry = new ZipEntry(directory
                    .relativize(file)
                    .toString()
                    .replace(directory.getFileSystem().getSeparator(), "/"));
            entry.setLastModifiedTime(FileTime.fromMillis(0));
            zip.putNextEntry(entry);
            Files.copy(file, zip);
            zip.closeEntry();
        }
        zip.finish();
    }

    /**
     * Unpacks what {@link #pack} packed.
     *
     * @throws IOException when an entry would lie outside the directory
     */
    public static void unpack(InputStream in, Path directory) throws IOException {
        Path root = Files.createDirectories(directory).toAbsolutePath().normalize();
        ZipInputStream zip = new ZipInputStream(in);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            Path target = root.resolve(entry.getName()).normalize();
            if (!target.startsWith(root) || target.equals(root)) {
                throw new IOException("The archive holds '" + entry.getName() + "', which is outside its directory");
            }
            if (!entry.isDirectory()) {
                Files.createDirectories(target.getParent());
                Files.copy(zip, target);
            }
        }
        // The end of the archive is before the end of the stream: what reads on lets the digest be checked
        in.transferTo(OutputStream.nullOutputStream());
    }
}
