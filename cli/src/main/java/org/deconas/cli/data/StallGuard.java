package org.deconas.cli.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Closes a stream that brings nothing for a while, which its reader sees as a failure. */
final class StallGuard implements AutoCloseable {

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "stall-guard");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean alive;

    StallGuard(InputStream stream, Duration limit) {
        clock.scheduleAtFixedRate(() -> check(stream), limit.toMillis(), limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Tells that something came. */
    void alive() {
        alive = true;
    }

    private void check(InputStream stream) {
        if (alive) {
            alive = false;
            return;
        }
        try {
            stream.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
