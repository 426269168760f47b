package org.deconas.cli.mesh;

import java.util.HashSet;
import java.util.Set;
import org.deconas.infra.RunningProcess;

/** What one command has started: stopped again at its end, also by Ctrl-C, unless it is kept. */
final class StartedMembers implements AutoCloseable {

    private final MeshShutdown shutdown;
    private final Set<MeshMember> members = new HashSet<>();
    private final Thread atExit = new Thread(this::stopAtExit, "stop-mesh");
    private volatile boolean exiting;

    StartedMembers(MeshShutdown shutdown) {
        this.shutdown = shutdown;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    RunningProcess start(MeshProcess process, Launch launch) {
        synchronized (this) {
            if (!exiting) {
                members.add(process.member());
                return process.start(launch);
            }
        }
        throw awaitExit();
    }

    /** Lets all of them run on. */
    synchronized void keep() {
        members.clear();
    }

    @Override
    public void close() {
        if (exiting) {
            throw awaitExit();
        }
        Runtime.getRuntime().removeShutdownHook(atExit);
        stop();
    }

    private void stopAtExit() {
        exiting = true;
        stop();
    }

    private synchronized void stop() {
        if (!members.isEmpty()) {
            shutdown.stop(members);
            members.clear();
        }
    }

    /** The command must not report as failures what only ends because the user ended it. */
    private static MeshException awaitExit() {
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return new MeshException("interrupted");
    }
}
