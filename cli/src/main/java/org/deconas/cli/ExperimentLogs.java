package org.deconas.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.deconas.cli.client.ExperimentsClient;
import org.deconas.cli.mesh.MeshException;
import org.deconas.cli.mesh.MeshHome;
import org.deconas.report.EventReader;
import org.deconas.report.ExperimentLog;

/** Where the logs of experiments come from: a file, or the mesh. */
final class ExperimentLogs {

    private static final Set<String> ENDED = Set.of("COMPLETED", "FAILED", "STOPPED");

    private ExperimentLogs() {}

    /**
     * The experiments of a source.
     *
     * @param source a file of events, or the id of an experiment that has ended
     */
    static List<ExperimentLog> of(String source, MeshHome home) throws IOException {
        return isFile(source) ? EventReader.read(Path.of(source)) : read(MeshClients.experiments(home), source);
    }

    /**
     * Whether a source is a file; else it is an experiment's id.
     *
     * @throws MeshException when it looks like a file and is none
     */
    static boolean isFile(String source) {
        if (Files.isRegularFile(Path.of(source))) {
            return true;
        }
        if (source.contains(File.separator) || source.contains(".")) {
            throw new MeshException("there is no file " + source);
        }
        return false;
    }

    private static List<ExperimentLog> read(ExperimentsClient client, String id) {
        String state = client.get(id).path("state").asText();
        if (!ENDED.contains(state)) {
            throw new MeshException("experiment " + id + " has not ended, it is " + state + "; 'deconas watch " + id
                    + "' follows it, 'deconas stop " + id + "' ends it");
        }
        EventReader reader = new EventReader();
        client.follow(id, event -> reader.add(event.type(), event.body()));
        return reader.logs();
    }
}
