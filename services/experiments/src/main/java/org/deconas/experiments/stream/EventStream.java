package org.deconas.experiments.stream;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.deconas.experiments.projection.Failures;
import org.deconas.experiments.stream.NewestEvents.Slice;
import org.jboss.logging.Logger;

/**
 * One client of the log: a cursor that only moves on, so there is neither gap nor double. Near the end it reads what is in memory, elsewhere
 * pages of the database, and the next when the client has taken the last: a slow client holds up nobody and costs a page. One that takes
 * nothing for too long is dropped. All of it runs on the client's event loop.
 */
final class EventStream {

    private static final Logger LOG = Logger.getLogger(EventStream.class);

    private static final long HEARTBEAT_MS = Duration.ofSeconds(15).toMillis();

    /** How long the topics that are behind may take to bring their last events after an experiment's end. */
    private static final long LAST_WAIT_MS = 1000;

    private static final int MOST_BYTES_AT_ONCE = 128 << 10;
    private static final Buffer HEARTBEAT = Buffer.buffer(": still here\n\n");

    private final HttpServerResponse response;
    private final Vertx vertx;
    private final Context context;
    private final EventPages pages;
    private final EventTail tail;
    private final Selection selection;
    private final long stallLimitMs;
    private final Runnable dropped;
    private final Runnable wake = this::wake;
    private final AtomicBoolean isWoken = new AtomicBoolean();
    private final int generation;
    private long position;
    private boolean hasEnded; // the experiment
    private boolean isEnding; // what comes late is waited for
    private boolean isLastLook;
    private boolean isClosed;
    private boolean isReading;
    private boolean hasSent; // since the last heartbeat
    private long heartbeat;
    private long stall = -1; // its timer; -1 while the client takes what it gets

    EventStream(
            RoutingContext client,
            Context context,
            EventPages pages,
            EventTail tail,
            Selection selection,
            long position,
            boolean hasEnded,
            Duration stallLimit,
            Runnable dropped) {
        this.response = client.response();
        this.vertx = client.vertx();
        this.context = context;
        this.pages = pages;
        this.tail = tail;
        this.selection = selection;
        this.position = position;
        this.hasEnded = hasEnded;
        this.stallLimitMs = stallLimit.toMillis();
        this.dropped = dropped;
        this.generation = tail.generation();
        client.addEndHandler(end -> close());
    }

    void begin() {
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream;charset=UTF-8")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Accel-Buffering", "no")
                .drainHandler(drained -> {
                    vertx.cancelTimer(stall);
                    stall = -1;
                    goOn();
                });
        heartbeat = vertx.setPeriodic(HEARTBEAT_MS, timer -> beat());
        write(HEARTBEAT);
        tail.follow(wake);
        goOn();
    }

    private void wake() {
        if (isWoken.compareAndSet(false, true)) {
            context.runOnContext(on -> {
                isWoken.set(false);
                goOn();
            });
        }
    }

    /** Sends what there is, until the client has enough for now. */
    private void goOn() {
        if (tail.generation() != generation) {
            response.reset();
            return;
        }
        while (!isClosed && !isReading) {
            if (response.writeQueueFull()) {
                awaitDrain();
                return;
            }
            Optional<Slice> next = tail.newest().after(position, this::isWanted, MOST_BYTES_AT_ONCE);
            if (next.isEmpty()) {
                readPage();
                return;
            }
            position = next.get().position();
            send(next.get().frames());
            if (next.get().isLast()) {
                endIfOver();
                return;
            }
        }
    }

    private boolean isWanted(Frame frame) {
        hasEnded |= selection.endsWith(frame);
        return selection.has(frame);
    }

    private void readPage() {
        isReading = true;
        long newest = tail.newest().end(); // before the page is read, which then has all up to here
        (selection.experimentId() == null ? pages.after(position) : pages.after(position, selection.experimentId()))
                .subscribe()
                .with(
                        page -> context.runOnContext(on -> take(page, newest)),
                        failure -> context.runOnContext(on -> {
                            LOG.debugf("Stream breaks off: reason=%s", Failures.rootMessage(failure));
                            response.reset();
                        }));
    }

    private void take(List<Frame> page, long newest) {
        isReading = false;
        boolean isFull = page.size() == EventPages.MOST;
        if (!page.isEmpty()) {
            position = page.get(page.size() - 1).position();
        }
        if (!isFull) {
            position = Math.max(position, newest);
        }
        send(page.stream().filter(this::isWanted).toList());
        if (isFull || tail.newest().isKnown()) {
            goOn();
        } // else it is woken when the end of the log is known
    }

    private void send(List<Frame> frames) {
        if (frames.isEmpty() || isClosed) {
            return;
        }
        Buffer all = Buffer.buffer(
                frames.stream().mapToInt(frame -> frame.bytes().length).sum());
        frames.forEach(frame -> all.appendBytes(frame.bytes()));
        write(all);
    }

    private void write(Buffer text) {
        hasSent = true;
        response.write(text);
    }

    private void beat() {
        if (!hasSent && !response.writeQueueFull()) {
            write(HEARTBEAT);
        }
        hasSent = false;
    }

    private void awaitDrain() {
        if (stall < 0) {
            stall = vertx.setTimer(stallLimitMs, timer -> {
                LOG.infof(
                        "Client takes nothing and is dropped: experiment=%s position=%d",
                        selection.experimentId(), position);
                dropped.run();
                response.reset();
                close();
            });
        }
    }

    private void endIfOver() {
        if (isLastLook) {
            response.end();
        } else if (hasEnded && !isEnding) {
            isEnding = true;
            vertx.setTimer(LAST_WAIT_MS, timer -> {
                isLastLook = true;
                goOn();
            });
        }
    }

    private void close() {
        isClosed = true;
        tail.unfollow(wake);
        vertx.cancelTimer(heartbeat);
        vertx.cancelTimer(stall);
    }
}
