package org.deconas.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.deconas.cli.mesh.MeshException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes an experiment of another mesh in. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description =
                "Writes an experiment that 'deconas export' wrote to a file into the log of this mesh, under its id.")
final class Import implements Callable<Integer> {

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "FILE", description = "A file that 'deconas export' wrote.")
    private Path file;

    @Override
    public Integer call() {
        if (!Files.isRegularFile(file)) {
            throw new MeshException("there is no file " + file);
        }
        JsonNode imported = MeshClients.experiments(common.home()).importArchive(file);
        if (common.json()) {
            common.print(imported);
        } else {
            common.out()
                    .println("experiment " + imported.path("id").asText() + " ("
                            + imported.path("name").asText() + "): "
                            + imported.path("events").asInt() + " events");
            common.out().flush();
        }
        return 0;
    }
}
