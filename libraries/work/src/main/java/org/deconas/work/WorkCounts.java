package org.deconas.work;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** What a trainer's loop has done since it started. May be read by any thread. */
public final class WorkCounts {

    /** A longer pause is not a search that waits, but the time between two searches. */
    static final Duration BETWEEN_SEARCHES = Duration.ofSeconds(30);

    private final AtomicLong claims = new AtomicLong();
    private final AtomicLong lostRaces = new AtomicLong();
    private final AtomicLong abandoned = new AtomicLong();
    private final AtomicLong failedAttempts = new AtomicLong();
    private final AtomicLong answers = new AtomicLong();
    private long busyNanos;
    private long idleNanos;
    private long idleSince;
    private long busySince;

    WorkCounts() {}

    /** The first claim of all begins the measurement: waiting for it to hold is no work. */
    synchronized void claimed(long now) {
        if (claims.getAndIncrement() == 0) {
            idleSince = now;
        }
    }

    void lostRace() {
        lostRaces.incrementAndGet();
    }

    void answered() {
        answers.incrementAndGet();
    }

    void failed() {
        failedAttempts.incrementAndGet();
    }

    void abandoned() {
        abandoned.incrementAndGet();
    }

    synchronized void begins(long now) {
        long idle = now - idleSince;
        if (idle < BETWEEN_SEARCHES.toNanos()) {
            idleNanos += idle;
        }
        busySince = now;
    }

    synchronized void ends(long now) {
        busyNanos += now - busySince;
        idleSince = now;
    }

    /** Claims written. */
    public long claims() {
        return claims.get();
    }

    /** Claims for which another trainer was first. */
    public long lostRaces() {
        return lostRaces.get();
    }

    /** Pieces given up under way: their claim was lost, or nobody waits for them any more. */
    public long abandonments() {
        return abandoned.get();
    }

    /** Pieces tried without an answer. */
    public long failedAttempts() {
        return failedAttempts.get();
    }

    /** Pieces answered. */
    public long answers() {
        return answers.get();
    }

    /** Time at work, of the time from the first claim to the end of the last piece, without what lies between searches; 0 to 1. */
    public synchronized double utilisation() {
        long all = busyNanos + idleNanos;
        return all == 0 ? 0 : (double) busyNanos / all;
    }

    /** Time at work, ns. */
    public synchronized long busyNanos() {
        return busyNanos;
    }

    /** Time from the first claim to the end of the last piece that was no work, ns. */
    public synchronized long idleNanos() {
        return idleNanos;
    }
}
