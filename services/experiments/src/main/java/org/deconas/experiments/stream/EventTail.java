package org.deconas.experiments.stream;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.deconas.experiments.projection.Failures;
import org.deconas.experiments.projection.NewEvents;
import org.jboss.logging.Logger;

/**
 * The end of the log, read from the database once for all who follow it: when this process has written an event, at most every 20 ms, so
 * that many clients are woken for many events together; and every second, for what others have written. While nobody follows nothing is read.
 */
@ApplicationScoped
class EventTail {

    private static final Logger LOG = Logger.getLogger(EventTail.class);

    private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int MOST_EVENTS = 8192;
    private static final long MOST_BYTES = 16L << 20;

    private final EventPages pages;
    private final Vertx vertx;
    private final NewestEvents newest = new NewestEvents(MOST_EVENTS, MOST_BYTES);
    private final Set<Runnable> followers = ConcurrentHashMap.newKeySet();
    private volatile int generation;
    private boolean isReading;
    private boolean isMore; // there may be more than the last reading has found
    private long lastReading = System.nanoTime() - PACE_NANOS;

    EventTail(EventPages pages, NewEvents newEvents, Vertx vertx) {
        this.pages = pages;
        this.vertx = vertx;
        newEvents.onWritten(this::readOn);
    }

    /** The newest events, for as long as somebody follows. */
    NewestEvents newest() {
        return newest;
    }

    /** Another number when positions do not mean any more what they meant: the database is another one. */
    int generation() {
        return generation;
    }

    /** Calls back whenever there may be news, until it is told to stop; on any thread. */
    void follow(Runnable follower) {
        followers.add(follower);
        readOn();
    }

    void unfollow(Runnable follower) {
        followers.remove(follower);
    }

    private synchronized void readOn() {
        isMore = true;
        readIfDue();
    }

    private synchronized void readIfDue() {
        if (isReading || !isMore) {
            return;
        }
        isMore = false;
        if (followers.isEmpty()) {
            newest.forget();
            return;
        }
        isReading = true;
        long pause = TimeUnit.NANOSECONDS.toMillis(lastReading + PACE_NANOS - System.nanoTime());
        if (pause > 0) {
            vertx.setTimer(pause, timer -> read());
        } else {
            read();
        }
    }

    private void read() {
        synchronized (this) {
            lastReading = System.nanoTime();
        }
        Uni<Boolean> reading = newest.isKnown()
                ? pages.after(newest.end()).map(this::take)
                : pages.end().map(end -> {
                    newest.beginAfter(end);
                    return false;
                });
        reading.subscribe().with(this::isRead, failure -> {
            LOG.debugf("The end of the log is not read: reason=%s", Failures.rootMessage(failure));
            isRead(false);
        });
    }

    private boolean take(List<Frame> page) {
        newest.add(page);
        return page.size() == EventPages.MOST;
    }

    private void isRead(boolean isMoreThere) {
        followers.forEach(Runnable::run);
        synchronized (this) {
            isReading = false;
            isMore |= isMoreThere;
        }
        readIfDue();
    }

    /** A database that is another one than before counts anew: then what is here is of no use. */
    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        if (followers.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        long known = newest.end();
        return pages.lastNumber()
                .invoke(last -> {
                    if (last < known) {
                        LOG.warnf("The log in the database has gone back: from=%d to=%d", known, last);
                        newest.forget();
                        generation++;
                    }
                    readOn();
                })
                .onFailure()
                .invoke(failure -> LOG.debugf("The log is not looked at: reason=%s", Failures.rootMessage(failure)))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }
}
