package org.deconas.infra;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A PostgreSQL server that still runs from a data directory although the process that started it is gone: the server is a
 * daemon of its own and outlives a kill -9 of the stack.
 */
public final class LeftoverPostgres {

    private static final Duration FAST_SHUTDOWN = Duration.ofSeconds(10);
    private static final Duration KILL = Duration.ofSeconds(5);

    private final RunningProcess postmaster;

    private LeftoverPostgres(RunningProcess postmaster) {
        this.postmaster = postmaster;
    }

    /** The server that runs from that data directory, if one does; a stale or reused process number is not one. */
    public static Optional<LeftoverPostgres> of(Path databaseDirectory) {
        return pidIn(pidFile(databaseDirectory))
                .flatMap(ProcessHandle::of)
                .filter(handle -> servesFrom(handle, databaseDirectory))
                .map(RunningProcess::of)
                .filter(RunningProcess::alive)
                .map(LeftoverPostgres::new);
    }

    /** The number of the server's first process. */
    public long pid() {
        return postmaster.pid();
    }

    /** Shuts the server down, by force if it does not end by itself: its log makes it whole at the next start. */
    public void stop() {
        interrupt();
        if (!postmaster.awaitEnd(FAST_SHUTDOWN)) {
            postmaster.kill(KILL);
        }
    }

    /**
     * Removes the file that names a server which no longer runs; PostgreSQL itself refuses to start when another program has
     * that process number since.
     */
    static void forget(Path databaseDirectory) throws IOException {
        if (of(databaseDirectory).isEmpty()) {
            Files.deleteIfExists(pidFile(databaseDirectory));
        }
    }

    private void interrupt() {
        try {
            // SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait for every client to leave.
            new ProcessBuilder("sh", "-c", "kill -INT " + postmaster.pid())
                    .start()
                    .waitFor();
        } catch (IOException noShell) {
            postmaster.kill(KILL);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Path pidFile(Path databaseDirectory) {
        return databaseDirectory.resolve("postmaster.pid");
    }

    private static Optional<Long> pidIn(Path pidFile) {
        try {
            return Files.readAllLines(pidFile).stream()
                    .findFirst()
                    .map(String::strip)
                    .filter(line -> line.matches("\\d{1,18}"))
                    .map(Long::valueOf);
        } catch (IOException noSuchFile) {
            return Optional.empty();
        }
    }

    private static boolean servesFrom(ProcessHandle handle, Path databaseDirectory) {
        boolean isPostgres =
                handle.info().command().map(name -> name.contains("postgres")).orElse(false);
        List<String> arguments = handle.info().arguments().map(Arrays::asList).orElse(List.of());
        return isPostgres && arguments.stream().anyMatch(argument -> isSame(argument, databaseDirectory));
    }

    private static boolean isSame(String argument, Path databaseDirectory) {
        try {
            return argument.startsWith("/") && Files.isSameFile(Path.of(argument), databaseDirectory);
        } catch (IOException noSuchFile) {
            return false;
        }
    }
}
