package org.deconas.cli.mesh;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * A mesh for as long as one command runs: closing it, an error, or Ctrl-C leave no process behind. A mesh that ran before is used
 * and left running.
 */
public final class ForegroundMesh implements AutoCloseable {

    private final MeshSettings settings;
    private final StartedMembers started;

    private ForegroundMesh(MeshSettings settings, StartedMembers started) {
        this.settings = settings;
        this.started = started;
    }

    /**
     * Starts what does not run, and waits until all are ready.
     *
     * @param limit how long the stack may take, and then the services together
     * @throws MeshException as {@link LocalMesh#up} does
     */
    public static ForegroundMesh open(
            MeshHome home, Launcher launcher, MeshSettings settings, Duration limit, Consumer<String> progress) {
        LocalMesh mesh = new LocalMesh(home, launcher, progress);
        StartedMembers started = new StartedMembers(new MeshShutdown(home, progress));
        boolean ranBefore = mesh.anyRuns();
        try {
            mesh.up(settings, limit, started);
        } catch (RuntimeException failure) {
            started.close();
            throw failure;
        }
        if (ranBefore) {
            started.keep();
        }
        return new ForegroundMesh(settings, started);
    }

    /** Where the members of this mesh are found. */
    public MeshSettings settings() {
        return settings;
    }

    @Override
    public void close() {
        started.close();
    }
}
