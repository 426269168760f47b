package org.deconas.experiments.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The log as Server-Sent Events, for any number of clients: what is new they all read from one place in memory, what is old each from the
 * database.
 */
@Startup // its series are there before anything happens, so that an alert sees the first change
@ApplicationScoped
public class EventStreams {

    private final EventPages pages;
    private final EventTail tail;
    private final Duration stallLimit;
    private final AtomicInteger clients;
    private final Counter dropped;

    EventStreams(
            EventPages pages,
            EventTail tail,
            MeterRegistry metrics,
            @ConfigProperty(name = "deconas.experiments.stream-stall-limit") Duration stallLimit) {
        this.pages = pages;
        this.tail = tail;
        this.stallLimit = stallLimit;
        this.clients = metrics.gauge("deconas.sse.clients", new AtomicInteger());
        this.dropped = metrics.counter("deconas.sse.dropped");
    }

    /** The experiment whose event is at a position; null when none is. */
    public Uni<String> experimentAt(long position) {
        return pages.experimentAt(position);
    }

    /** The last position of the log; 0 when it is empty. */
    public Uni<Long> end() {
        return pages.end();
    }

    /**
     * Sends what follows a position, then what happens, until the experiment has ended or the client is gone.
     *
     * @param loop the client's event loop, on which all of it runs
     * @param hasEnded whether the one experiment that is followed has
     */
    public void send(RoutingContext client, Context loop, Selection selection, long position, boolean hasEnded) {
        loop.runOnContext(on -> {
            if (client.response().closed()) {
                return;
            }
            clients.incrementAndGet();
            client.addEndHandler(end -> clients.decrementAndGet());
            new EventStream(client, loop, pages, tail, selection, position, hasEnded, stallLimit, dropped::increment)
                    .begin();
        });
    }
}
