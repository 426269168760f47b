package org.deconas.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes an experiment's log to a file. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description =
                "Writes an experiment's whole log to a file that can be published, replayed and imported elsewhere.")
final class Export implements Callable<Integer> {

    /** Which blobs go with the log. */
    enum Artifacts {
        NONE,
        MODEL,
        ALL
    }

    @Mixin
    private CommonOptions common;

    @Parameters(index = "0", paramLabel = "ID", description = "The experiment.")
    private String id;

    @Parameters(index = "1", paramLabel = "FILE", description = "The ZIP file to write.")
    private Path file;

    @Option(
            names = "--artifacts",
            defaultValue = "MODEL",
            description =
                    "What goes with the log: none, model (to serve it elsewhere), or all (to search on from it elsewhere)"
                            + " (default: model).")
    private Artifacts artifacts;

    /** What was written, as {@code --json} gives it. */
    record Written(String file, long bytes) {}

    @Override
    public Integer call() throws IOException {
        MeshClients.experiments(common.home()).export(id, artifacts.name().toLowerCase(Locale.ROOT), file);
        if (common.json()) {
            common.print(new Written(file.toString(), Files.size(file)));
        } else {
            common.out().println(file + ": " + Files.size(file) + " bytes");
            common.out().flush();
        }
        return 0;
    }
}
