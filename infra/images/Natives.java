import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Takes the shared libraries out of a jar, to a folder of their own: loaded from there they need not be unpacked at every start, into a
 * place that can be written. {@code java Natives.java JAR FOLDER}
 */
final class Natives {

    public static void main(String[] arguments) throws IOException {
        Path jar = Path.of(arguments[0]);
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        Path rest = jar.resolveSibling(jar.getFileName() + ".rest");
        try (ZipFile from = new ZipFile(jar.toFile());
                OutputStream file = Files.newOutputStream(rest);
                ZipOutputStream to = new ZipOutputStream(file)) {
            Enumeration<? extends ZipEntry> entries = from.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                String name = Path.of(entry.getName()).getFileName().toString();
                if (name.matches(".*\\.so(\\.\\d+)*")) {
                    Files.copy(from.getInputStream(entry), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                } else {
                    ZipEntry kept = new ZipEntry(entry.getName());
                    kept.setTimeLocal(entry.getTimeLocal());
                    to.putNextEntry(kept);
                    from.getInputStream(entry).transferTo(to);
                }
            }
        }
        Files.move(rest, jar, StandardCopyOption.REPLACE_EXISTING);
    }
}
