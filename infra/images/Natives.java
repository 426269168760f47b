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
 * place that can be written. Of a jar for many platforms only what lies in one folder is taken, and what lies beside that folder is left
 * away. {@code java Natives.java JAR FOLDER [FOLDER_IN_JAR]}
 */
final class Natives {

    public static void main(String[] arguments) throws IOException {
        Path jar = Path.of(arguments[0]);
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        String platform = arguments.length > 2 ? arguments[2] + "/" : "";
        String platforms = arguments.length > 2 ? Path.of(arguments[2]).getParent() + "/" : null;
        Path rest = jar.resolveSibling(jar.getFileName() + ".rest");
        try (ZipFile from = new ZipFile(jar.toFile());
                OutputStream file = Files.newOutputStream(rest);
                ZipOutputStream to = new ZipOutputStream(file)) {
            Enumeration<? extends ZipEntry> entries = from.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                String name = Path.of(entry.getName()).getFileName().toString();
                boolean isOfPlatform = entry.getName().startsWith(platform);
                if (isOfPlatform && name.matches(".*\\.so(\\.\\d+)*")) {
                    Files.copy(from.getInputStream(entry), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                } else if (platforms == null || !entry.getName().startsWith(platforms)) {
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
