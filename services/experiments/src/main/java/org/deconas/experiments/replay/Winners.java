package org.deconas.experiments.replay;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.deconas.artifacts.ArtifactStore;
import org.deconas.artifacts.DirectoryArchive;
import org.deconas.artifacts.DirectoryTree;
import org.deconas.experiments.projection.ExperimentLogs;
import org.deconas.experiments.settings.Profiles;
import org.deconas.winner.Winner;
import org.deconas.winner.WinnerFiles;

/** The networks that searches gave, as files that can be published. All of it blocks. */
@ApplicationScoped
public class Winners {

    private final ExperimentLogs logs;
    private final Profiles profiles;
    private final ArtifactStore artifacts;

    Winners(ExperimentLogs logs, Profiles profiles, ArtifactStore artifacts) {
        this.logs = logs;
        this.profiles = profiles;
        this.artifacts = artifacts;
    }

    /** The winner of an experiment; empty when there is none, or none yet. */
    public Optional<Winner> of(String experimentId) {
        Winner.Reader reader = new Winner.Reader();
        logs.forEach(experimentId, logged -> reader.take(Replays.event(logged), logged.occurredAt()));
        return reader.winner();
    }

    /**
     * Makes the files of a winner.
     *
     * @throws org.deconas.artifacts.ArtifactNotFoundException when its model is not in the artifact store
     * @throws IOException when the model is damaged or a file cannot be written
     */
    public PackedFiles files(Winner winner) throws IOException {
        Path directory = Files.createTempDirectory("deconas-winner-");
        try (InputStream savedModel = artifacts.open(winner.model().savedModel().sha256())) {
            Optional<JsonNode> profile =
                    Optional.ofNullable(profiles.all().get(winner.request().profile()));
            WinnerFiles.write(winner, profile, savedModel, directory);
            return new PackedFiles(directory);
        } catch (IOException | RuntimeException e) {
            DirectoryTree.delete(directory);
            throw e;
        }
    }

    /** Files that lie in a folder of their own until they are closed. */
    public record PackedFiles(Path directory) implements AutoCloseable {

        /** Writes them as one ZIP archive, the same bytes for the same winner. */
        public void pack(OutputStream out) throws IOException {
            DirectoryArchive.pack(directory, out);
        }

        @Override
        public void close() throws IOException {
            DirectoryTree.delete(directory);
        }
    }
}
