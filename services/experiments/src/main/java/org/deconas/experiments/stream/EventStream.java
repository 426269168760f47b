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
import org.deconas.experiments.stream.EventPages.Page;
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

    /** When it is looked again whether all that came before an experiment's end is there. */
    private static final long END_WAIT_MS = 1000;

    private static final int MOST_BYTES_AT_ONCE = 128 << 10;
    private static final Buffer HEARTBEAT = Buffer.buffer(": still here\n\n");

    private final HttpServerResponse response;
    private final Vertx vertx;
    private final Context context;
    private final EventPages pages;
    private final EventTail tail;
    private final Endings endings;
    private final Selection selection;
    private final long stallLimitMs;
    private final Runnable dropped;
    private final Runnable wake = this::wake;
    private final AtomicBoolean isWoken = new AtomicBoolean();
    private final int generation;
    private String epoch; // of the events that were sent; null before the first
    private long position;
    private boolean hasEnded; // the experiment
    private boolean isEnding; // what comes late is waited for
    private boolean isLastLook; // all that came before the end is in the database
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
            Endings endings,
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
        this.endings = endings;
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
            Optional<Slice> next = isLastLook ? Optional.empty() : tail.newest().after(position, MOST_BYTES_AT_ONCE);
            if (next.isEmpty()) {
                readPage();
                return;
            }
            position = next.get().position();
            send(next.get().frames());
            if (next.get().isLast()) {
                awaitLast();
                return;
            }
        }
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

    private void take(Page page, long newest) {
        isReading = false;
        if (!page.frames().isEmpty()) {
            position = page.frames().get(page.frames().size() - 1).position();
        }
        send(page.frames());
        if (isClosed) {
            return;
        }
        if (!page.isLast()) {
            goOn();
        } else if (isLastLook) {
            response.end();
        } else {
            position = Math.max(position, newest);
            if (tail.newest().isKnown()) {
                goOn();
            } // else it is woken when the end of the log is known
        }
    }

    /** Sends what is wanted of the log's next events. */
    private void send(List<Frame> frames) {
        Buffer wanted = Buffer.buffer();
        for (Frame frame : frames) {
            epoch = epoch == null ? frame.id().epoch() : epoch;
            if (!epoch.equals(frame.id().epoch())) {
                response.reset(); // numbered anew: what was sent and this are no one order
                close();
                return;
            }
            hasEnded |= selection.endsWith(frame);
            if (selection.has(frame)) {
                wanted.appendBytes(frame.bytes());
            }
        }
        if (wanted.length() > 0 && !isClosed) {
            write(wanted);
        }
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

    /** When the experiment has ended: what the log held when that was seen is sent, and then the response ends. */
    private void awaitLast() {
        if (!hasEnded || isEnding) {
            return;
        }
        isEnding = true;
        endings.reached(selection.experimentId(), generation)
                .subscribe()
                .with(
                        done -> context.runOnContext(on -> {
                            isLastLook = true;
                            goOn();
                        }),
                        behind -> context.runOnContext(on -> vertx.setTimer(END_WAIT_MS, timer -> {
                            isEnding = false;
                            goOn();
                        })));
    }

    private void close() {
        isClosed = true;
        tail.unfollow(wake);
        vertx.cancelTimer(heartbeat);
        vertx.cancelTimer(stall);
    }
}
