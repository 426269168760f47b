package org.deconas.experiments.stream;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.deconas.experiments.projection.Failures;
import org.deconas.experiments.projection.LogEpochs;
import org.deconas.experiments.projection.NewEvents;
import org.deconas.experiments.stream.EventPages.Page;
import org.jboss.logging.Logger;

/**
 * The end of the log, read from the database once for all who follow it: when this process has written an event, at most every 40 ms, so
 * that many clients are woken for many events together; and every second, for what others have written. While nobody follows nothing is read.
 */
@ApplicationScoped
class EventTail {

    private static final Logger LOG = Logger.getLogger(EventTail.class);

    private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(40);
    private static final int MOST_EVENTS = 8192;
    private static final long MOST_BYTES = 16L << 20;

    private final EventPages pages;
    private final LogEpochs epochs;
    private final Vertx vertx;
    private final NewestEvents newest = new NewestEvents(MOST_EVENTS, MOST_BYTES);
    private final Set<Runnable> followers = ConcurrentHashMap.newKeySet();
    private volatile int generation;
    private String epoch; // of what is here; null when nothing is
    private boolean isReading;
    private boolean isMore; // there may be more than the last reading has found
    private long lastReading = System.nanoTime() - PACE_NANOS;

    EventTail(EventPages pages, LogEpochs epochs, NewEvents newEvents, Vertx vertx) {
        this.pages = pages;
        this.epochs = epochs;
        this.vertx = vertx;
        newEvents.onWritten(this::readOn);
    }

    /** The newest events, for as long as somebody follows. */
    NewestEvents newest() {
        return newest;
    }

    /** Another number when positions do not mean any more what they meant: the log is numbered anew. */
    int generation() {
        return generation;
    }

    /** Calls back whenever there may be news, until it is told to stop; on any thread. */
    void follow(Runnable follower) {
        synchronized (this) {
            if (followers.isEmpty()) {
                newest.forget(); // nobody has looked since whether it still holds
                epoch = null;
            }
            followers.add(follower);
        }
        readOn();
    }

    void unfollow(Runnable follower) {
        followers.remove(follower);
    }

    private void readOn() {
        synchronized (this) {
            isMore = true;
        }
        readIfDue();
    }

    private void readIfDue() {
        long pause;
        synchronized (this) {
            if (isReading || !isMore) {
                return;
            }
            isMore = false;
            if (followers.isEmpty()) {
                newest.forget();
                return;
            }
            isReading = true;
            pause = TimeUnit.NANOSECONDS.toMillis(lastReading + PACE_NANOS - System.nanoTime());
        }
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
                : pages.newest().map(now -> {
                    compare(now.epoch());
                    newest.beginAfter(now.end());
                    return false;
                });
        reading.subscribe().with(this::isRead, failure -> {
            LOG.debugf("The end of the log is not read: reason=%s", Failures.rootMessage(failure));
            isRead(false);
        });
    }

    private boolean take(Page page) {
        if (!page.frames().isEmpty() && !compare(page.frames().get(0).id().epoch())) {
            return true;
        }
        newest.add(page.frames());
        return !page.isLast();
    }

    private void isRead(boolean isMoreThere) {
        followers.forEach(Runnable::run);
        synchronized (this) {
            isReading = false;
            isMore |= isMoreThere;
        }
        readIfDue();
    }

    /** A log that is numbered anew makes what is here useless; gives whether it is still the same. */
    private synchronized boolean compare(String now) {
        boolean isSame = epoch == null || epoch.equals(now);
        if (!isSame) {
            LOG.warnf("The log is numbered anew: from=%s to=%s", epoch, now);
            newest.forget();
            generation++;
        }
        epoch = now;
        return isSame;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        if (followers.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        long known = newest.end();
        return pages.newest()
                .chain(now -> now.epoch() != null && now.lastNumber() < known ? epochs.next(now.epoch()) : epochOf(now))
                .invoke(now -> {
                    compare(now);
                    readOn();
                })
                .onFailure()
                .invoke(failure -> LOG.debugf("The log is not looked at: reason=%s", Failures.rootMessage(failure)))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private static Uni<String> epochOf(EventPages.Newest now) {
        return Uni.createFrom().item(now.epoch());
    }
}
