package org.deconas.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.deconas.artifacts.DirectoryArchive;
import org.deconas.cli.mesh.MeshException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fetches what a search gave. */
@Command(
        name = "winner",
        mixinStandardHelpOptions = true,
        description =
                "Writes the winner of a search: its SavedModel, the same as ONNX, a drawing of its cells, and a model card.")
final class Winner implements Callable<Integer> {

    private static final String ZIP = ".zip";

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "ID", description = "The experiment.")
    private String id;

    @Option(
            names = "--to",
            paramLabel = "DIR|FILE.zip",
            required = true,
            description = "A folder that is empty or not there yet, or a ZIP file.")
    private Path to;

    /** What was written, as {@code --json} gives it. */
    record Written(String to, List<String> files) {}

    @Override
    public Integer call() throws IOException {
        boolean archive = to.toString().endsWith(ZIP);
        if (!archive) {
            requireEmpty(to);
        }
        Path download = Files.createTempFile("deconas-winner-", ZIP);
        List<String> files;
        try {
            MeshClients.experiments(common.home()).winner(id, download);
            if (archive) {
                Files.copy(download, to, StandardCopyOption.REPLACE_EXISTING);
                files = List.of(to.toString());
            } else {
                try (InputStream in = Files.newInputStream(download)) {
                    DirectoryArchive.unpack(in, to);
                }
                files = files(to);
            }
        } finally {
            Files.delete(download);
        }
        if (common.json()) {
            common.print(new Written(to.toString(), files));
        } else {
            common.out().println(to + ": " + (archive ? Files.size(to) + " bytes" : String.join(", ", files)));
            common.out().flush();
        }
        return 0;
    }

    private static void requireEmpty(Path folder) throws IOException {
        if (Files.exists(folder) && !(Files.isDirectory(folder) && files(folder).isEmpty())) {
            throw new MeshException(folder + " is not empty; choose a new folder, or a name that ends in " + ZIP);
        }
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> file.getFileName() + (Files.isDirectory(file) ? "/" : ""))
                    .sorted()
                    .toList();
        }
    }
}
