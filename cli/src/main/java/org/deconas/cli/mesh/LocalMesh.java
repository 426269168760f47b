package org.deconas.cli.mesh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.deconas.infra.RunningProcess;

/** The mesh of one home on this machine: starts, watches and stops its processes. */
public final class LocalMesh {

    private final MeshHome home;
    private final Launcher launcher;
    private final Consumer<String> progress;

    /**
     * @param launcher how each member is started
     * @param progress is told what happens, a line at a time
     */
    public LocalMesh(MeshHome home, Launcher launcher, Consumer<String> progress) {
        this.home = home;
        this.launcher = launcher;
        this.progress = progress;
    }

    /** The mesh of that home, to look at it or to stop it; it cannot start anything. */
    public static LocalMesh running(MeshHome home, Consumer<String> progress) {
        return new LocalMesh(
                home,
                (member, ignoredHome, ignoredSettings) -> {
                    throw new IllegalStateException("only looks and stops");
                },
                progress);
    }

    /**
     * Starts what does not run and waits until all are ready; on failure stops again what it started.
     *
     * @param limit how long the stack may take, and then the services together
     * @throws MeshException if the mesh runs with other settings, a port is taken, or a member does not become ready
     */
    public void up(MeshSettings settings, Duration limit) {
        try (StartedMembers started = new StartedMembers(new MeshShutdown(home, progress))) {
            up(settings, limit, started);
            started.keep();
        }
    }

    void up(MeshSettings settings, Duration limit, StartedMembers started) {
        try (MeshLock lock = MeshLock.take(home)) {
            new MeshStart(home, settings, limit, progress).start(launcher, started);
        }
    }

    /** Stops what runs; false when nothing did. */
    public boolean down() {
        if (!Files.isDirectory(home.directory())) {
            return false;
        }
        try (MeshLock lock = MeshLock.take(home)) {
            return new MeshShutdown(home, progress).stop(members());
        }
    }

    /** Whether any member runs. */
    public boolean anyRuns() {
        return members().stream()
                .anyMatch(member -> new MeshProcess(home, member).running().isPresent());
    }

    /** How each member is now, in the order in which they are started. */
    public List<MemberStatus> status() {
        MeshSettings settings = home.settings().orElse(MeshSettings.DEFAULT);
        Readiness readiness = new Readiness();
        return members().stream()
                .map(member -> status(new MeshProcess(home, member), settings, readiness))
                .toList();
    }

    private List<MeshMember> members() {
        return home.settings().orElse(MeshSettings.DEFAULT).members();
    }

    private static MemberStatus status(MeshProcess process, MeshSettings settings, Readiness readiness) {
        String name = process.member().displayName();
        List<Integer> ports = settings.portsOf(process.member()).stream()
                .map(MeshPorts.Named::port)
                .toList();
        Optional<RunningProcess> recorded = process.recorded();
        Optional<RunningProcess> running = recorded.filter(RunningProcess::alive);
        if (running.isEmpty()) {
            MemberState state = recorded.isPresent() ? MemberState.DEAD : MemberState.STOPPED;
            return new MemberStatus(name, state, null, ports, null, null);
        }
        MemberState state = readiness.of(process, settings) ? MemberState.UP : MemberState.STARTING;
        long pid = running.get().pid();
        return new MemberStatus(
                name, state, pid, ports, memoryOf(pid), running.get().started());
    }

    private static Long memoryOf(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(null);
        } catch (IOException noProcFileSystem) {
            return null;
        }
    }
}
