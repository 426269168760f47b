package org.deconas.cli.mesh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.deconas.infra.LocalPostgres;
import org.deconas.infra.LocalStack;

/**
 * The directory where the state of one mesh lives.
 *
 * @param directory absolute
 */
public record MeshHome(Path directory) {

    public MeshHome {
        directory = directory.toAbsolutePath().normalize();
    }

    /** What Kafka and PostgreSQL keep. */
    public Path data() {
        return directory.resolve("data");
    }

    /** Where the database of the stack lies. */
    public Path postgresDatabase() {
        return LocalPostgres.databaseDirectory(LocalStack.postgresDirectory(data()));
    }

    /** Weights, models and patches, by digest. */
    public Path artifacts() {
        return directory.resolve("artifacts");
    }

    /** What inference has unpacked to serve. */
    public Path models() {
        return directory.resolve("models");
    }

    /** Images that inference enlarges while nobody waits, before and after. */
    public Path jobs() {
        return directory.resolve("jobs");
    }

    /** Trainings of single networks, with their checkpoints. */
    public Path trainings() {
        return directory.resolve("trainings");
    }

    /** What that process wrote since it was started last. */
    public Path log(MeshMember member) {
        return directory.resolve("logs").resolve(member.displayName() + ".log");
    }

    /** Which process that member is. */
    public Path pidFile(MeshMember member) {
        return directory.resolve("run").resolve(member.displayName() + ".json");
    }

    /** Held while a command changes the mesh. */
    public Path lock() {
        return directory.resolve("run").resolve("lock");
    }

    /** The settings of the mesh that was started last, if there was one. */
    public Optional<MeshSettings> settings() {
        return JsonFile.read(settingsFile(), MeshSettings.class);
    }

    /** Remembers the settings for later commands. */
    public void remember(MeshSettings settings) {
        JsonFile.write(settingsFile(), settings);
    }

    /** Makes the directories that processes expect. */
    public void create() {
        try {
            Files.createDirectories(data());
            Files.createDirectories(artifacts());
            Files.createDirectories(models());
            Files.createDirectories(directory.resolve("logs"));
            Files.createDirectories(directory.resolve("run"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Path settingsFile() {
        return directory.resolve("mesh.json");
    }
}
