package org.deconas.cli.data;

import java.util.Locale;
import java.util.function.Consumer;

/** Says every few seconds how much of a file is there. */
final class Progress {

    private static final long EVERY_NANOS = 5_000_000_000L;
    private static final double MEGA = 1e6;

    private final String name;
    private final long bytes;
    private final Consumer<String> listener;
    private long saidAt = System.nanoTime();
    private long saidBytes = -1;

    Progress(String name, long bytes, Consumer<String> listener) {
        this.name = name;
        this.bytes = bytes;
        this.listener = listener;
    }

    void arrived(long arrived) {
        long now = System.nanoTime();
        if (saidBytes < 0) {
            saidBytes = arrived;
        }
        if (now - saidAt >= EVERY_NANOS || arrived == bytes) {
            double perSecond = (arrived - saidBytes) / MEGA / ((now - saidAt) / 1e9);
            listener.accept(String.format(
                    Locale.ROOT,
                    "%s: %,.0f of %,.0f MB (%d %%), %.1f MB/s",
                    name,
                    arrived / MEGA,
                    bytes / MEGA,
                    100 * arrived / bytes,
                    perSecond));
            saidAt = now;
            saidBytes = arrived;
        }
    }
}
