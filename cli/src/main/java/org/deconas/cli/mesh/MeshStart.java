package org.deconas.cli.mesh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.deconas.infra.RunningProcess;

/** One start of the mesh: refuses what cannot work before anything starts, then starts what does not run. */
final class MeshStart {

    private static final Duration POLL = Duration.ofMillis(100);

    private final MeshHome home;
    private final MeshSettings settings;
    private final Duration limit;
    private final Consumer<String> progress;
    private final Readiness readiness = new Readiness();
    private final long begin = System.nanoTime();

    MeshStart(MeshHome home, MeshSettings settings, Duration limit, Consumer<String> progress) {
        this.home = home;
        this.settings = settings;
        this.limit = limit;
        this.progress = progress;
    }

    void start(Launcher launcher, StartedMembers started) {
        List<MeshMember> missing = missing();
        Map<MeshMember, Launch> launches = new HashMap<>();
        missing.forEach(member -> launches.put(member, launcher.of(member, home, settings)));
        if (missing.size() < settings.members().size()) {
            refuseOtherSettings();
        }
        if (missing.contains(MeshMember.STACK)) {
            new MeshShutdown(home, progress).stopLeftoverPostgres();
        }
        missing.forEach(this::refuseTakenPort);
        home.create();
        boolean stopped = stopSurplusTrainers();
        home.remember(settings);

        startAndAwait(List.of(MeshMember.STACK), launches, started);
        startAndAwait(settings.services(), launches, started);
        progress.accept(
                missing.isEmpty() && !stopped
                        ? "the mesh runs already"
                        : "mesh ready in " + seconds(System.nanoTime() - begin));
    }

    /** They hand their work over to the others. */
    private boolean stopSurplusTrainers() {
        List<MeshMember> surplus = home.settings().map(MeshSettings::members).orElse(List.of()).stream()
                .filter(member -> !settings.members().contains(member))
                .toList();
        return new MeshShutdown(home, progress).stop(surplus);
    }

    private List<MeshMember> missing() {
        List<MeshMember> missing = new ArrayList<>();
        for (MeshMember member : settings.members()) {
            MeshProcess process = new MeshProcess(home, member);
            Optional<RunningProcess> recorded = process.recorded();
            if (recorded.isEmpty()) {
                missing.add(member);
            } else if (!recorded.get().alive()) {
                progress.accept(member.displayName() + " has died; starting it again");
                missing.add(member);
            }
        }
        return missing;
    }

    private void refuseOtherSettings() {
        home.settings().filter(running -> !running.isPlacedAs(settings)).ifPresent(running -> {
            throw new MeshException("the mesh of " + home.directory()
                    + " runs with other ports or another database; stop it first with: deconas down");
        });
    }

    private void refuseTakenPort(MeshMember member) {
        for (MeshPorts.Named named : settings.portsOf(member)) {
            try (ServerSocket free = new ServerSocket(named.port(), 1, InetAddress.getByName("127.0.0.1"))) {
                continue;
            } catch (IOException taken) {
                throw new MeshException(
                        "port " + named.port() + " (" + named.name()
                                + ") is taken by another program; choose another with " + named.option()
                                + " or shift all with --port-offset",
                        taken);
            }
        }
    }

    private void startAndAwait(List<MeshMember> members, Map<MeshMember, Launch> launches, StartedMembers started) {
        Map<MeshMember, RunningProcess> waiting = new LinkedHashMap<>();
        long phaseBegin = System.nanoTime();
        for (MeshMember member : members) {
            MeshProcess process = new MeshProcess(home, member);
            waiting.put(
                    member,
                    launches.containsKey(member)
                            ? started.start(process, launches.get(member))
                            : process.recorded().orElseThrow());
        }
        while (!waiting.isEmpty()) {
            long elapsed = System.nanoTime() - phaseBegin;
            for (MeshMember member : List.copyOf(waiting.keySet())) {
                MeshProcess process = new MeshProcess(home, member);
                if (!waiting.get(member).alive()) {
                    throw failure(process, "did not start");
                }
                if (readiness.of(process, settings)) {
                    waiting.remove(member);
                    if (launches.containsKey(member)) {
                        progress.accept(title(member) + " up in " + seconds(System.nanoTime() - phaseBegin));
                    }
                }
            }
            if (!waiting.isEmpty() && elapsed > limit.toNanos()) {
                MeshMember slowest = waiting.keySet().iterator().next();
                throw failure(new MeshProcess(home, slowest), "was not ready within " + limit.toSeconds() + " s");
            }
            pause();
        }
    }

    private MeshException failure(MeshProcess process, String what) {
        String name = process.member().displayName();
        String words = process.lastWords().map(line -> ": " + line).orElse(" and wrote nothing");
        return new MeshException(name + " " + what + words + " (see " + home.log(process.member()) + ")");
    }

    private String title(MeshMember member) {
        if (!member.isStack()) {
            return member.displayName();
        }
        return settings.database().embedded() ? "Kafka and PostgreSQL" : "Kafka";
    }

    private static String seconds(long nanoseconds) {
        return String.format(Locale.ROOT, "%.1f s", nanoseconds / 1e9);
    }

    private static void pause() {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new MeshException("interrupted", interrupted);
        }
    }
}
