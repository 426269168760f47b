package org.deconas.infra;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process of this machine, known by its number and the instant when it started, so that a number that the system gave to
 * another program since is not taken for it.
 *
 * @param pid the process number
 * @param started when the process started
 */
public record RunningProcess(long pid, Instant started) {

    /** The system tells start instants in hundredths of a second, and boot time to the second. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    /** Fields of {@code /proc/PID/stat}, counted from the one after the program's name. */
    private static final int STATE = 0;

    private static final int THREADS = 17;

    private static final Duration POLL = Duration.ofMillis(20);

    /** The process of that handle; its start instant is now where the system does not tell it. */
    public static RunningProcess of(ProcessHandle handle) {
        return new RunningProcess(handle.pid(), handle.info().startInstant().orElseGet(Instant::now));
    }

    /** Whether this very process still runs; one that has ended and waits to be reaped does not. */
    public boolean alive() {
        return handle().isPresent();
    }

    /** Asks the process to end (SIGTERM), and does not wait for it. */
    public void askToEnd() {
        handle().ifPresent(ProcessHandle::destroy);
    }

    /** Ends the process without asking it (SIGKILL); false when it still runs after that time. */
    public boolean kill(Duration patience) {
        handle().ifPresent(ProcessHandle::destroyForcibly);
        return awaitEnd(patience);
    }

    /** Waits until the process has ended; false when it still runs after that time. */
    public boolean awaitEnd(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (alive()) {
            if (System.nanoTime() > end) {
                return false;
            }
            try {
                Thread.sleep(POLL.toMillis());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return !alive();
            }
        }
        return true;
    }

    private Optional<ProcessHandle> handle() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(this::startedThen)
                .filter(handle -> !isZombie());
    }

    private boolean startedThen(ProcessHandle handle) {
        return handle.info()
                .startInstant()
                .map(instant -> Duration.between(instant, started).abs().compareTo(TOLERANCE) <= 0)
                .orElse(true);
    }

    /**
     * In a container without an init process nobody reaps the processes whose parent has ended. While threads of an ending
     * process are left, its files and ports are open still.
     */
    private boolean isZombie() {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return fields[STATE].equals("Z") && Integer.parseInt(fields[THREADS]) <= 1;
        } catch (IOException noProcFileSystem) {
            return false;
        }
    }
}
