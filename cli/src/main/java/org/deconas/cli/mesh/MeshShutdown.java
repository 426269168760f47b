package org.deconas.cli.mesh;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.deconas.infra.LeftoverPostgres;
import org.deconas.infra.RunningProcess;

/** Stops members of the mesh: the services first, then what they stand on. */
final class MeshShutdown {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration KILL_PATIENCE = Duration.ofSeconds(5);

    private final MeshHome home;
    private final Consumer<String> progress;

    MeshShutdown(MeshHome home, Consumer<String> progress) {
        this.home = home;
        this.progress = progress;
    }

    /** Stops those members that run; false when none did. */
    boolean stop(Collection<MeshMember> members) {
        boolean stoppedServices = stopTogether(
                members.stream().filter(member -> !member.isStack()).toList());
        if (!members.contains(MeshMember.STACK)) {
            return stoppedServices;
        }
        boolean stoppedStack = stopTogether(List.of(MeshMember.STACK));
        return stopLeftoverPostgres() | stoppedServices | stoppedStack;
    }

    /** Stops a PostgreSQL server of this home whose stack is gone; false when there is none. */
    boolean stopLeftoverPostgres() {
        return LeftoverPostgres.of(home.postgresDatabase())
                .map(leftover -> {
                    leftover.stop();
                    progress.accept("stopped a PostgreSQL that was left over (process " + leftover.pid() + ")");
                    return true;
                })
                .orElse(false);
    }

    private boolean stopTogether(List<MeshMember> members) {
        List<MeshProcess> processes =
                members.stream().map(member -> new MeshProcess(home, member)).toList();
        List<MeshProcess> running = processes.stream()
                .filter(process -> process.running().isPresent())
                .toList();
        running.forEach(process -> process.running().ifPresent(RunningProcess::askToEnd));
        long end = System.nanoTime() + PATIENCE.toNanos();
        running.forEach(process -> awaitEnd(process, Duration.ofNanos(Math.max(0, end - System.nanoTime()))));
        processes.forEach(MeshProcess::forget);
        return !running.isEmpty();
    }

    private void awaitEnd(MeshProcess process, Duration patience) {
        String name = process.member().displayName();
        RunningProcess running = process.recorded().orElseThrow();
        if (running.awaitEnd(patience)) {
            progress.accept("stopped " + name);
        } else if (running.kill(KILL_PATIENCE)) {
            progress.accept("killed " + name + ", which did not stop when asked");
        } else {
            throw new MeshException(name + " (process " + running.pid() + ") does not end, even when killed");
        }
    }
}
