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
import org.deconas.experiments.domain.EventId;
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
    private final Endings endings;
    private final Duration stallLimit;
    private final AtomicInteger clients;
    private final Counter dropped;

    EventStreams(
            EventPages pages,
            EventTail tail,
            Endings endings,
            MeterRegistry metrics,
            @ConfigProperty(name = "deconas.experiments.stream-stall-limit") Duration stallLimit) {
        this.pages = pages;
        this.tail = tail;
        this.endings = endings;
        this.stallLimit = stallLimit;
        this.clients = metrics.gauge("deconas.sse.clients", new AtomicInteger());
        this.dropped = metrics.counter("deconas.sse.dropped");
    }

    /** What a client that was here before may be told of the id that it gives. */
    public enum Standing {
        /** The stream goes on behind it. */
        KNOWN,
        /** It is no id of an event that this stream could have sent. */
        FOREIGN,
        /** It was sent before the log was numbered anew. */
        OUTDATED
    }

    /**
     * Whether a stream can go on behind an id. The event itself may be gone since, with its experiment.
     *
     * @param experimentId whose events the stream has; null for all
     */
    public Uni<Standing> standing(EventId id, String experimentId) {
        return pages.newest().chain(newest -> {
            if (!id.epoch().equals(newest.epoch())) {
                return Uni.createFrom().item(Standing.OUTDATED);
            }
            return id.position() > newest.lastNumber()
                    ? Uni.createFrom().item(Standing.FOREIGN)
                    : pages.experimentAt(id.position())
                            .map(found -> found == null || experimentId == null || experimentId.equals(found)
                                    ? Standing.KNOWN
                                    : Standing.FOREIGN);
        });
    }

    /** The last position of the log; 0 when it is empty. */
    public Uni<Long> end() {
        return pages.newest().map(EventPages.Newest::end);
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
            new EventStream(
                            client,
                            loop,
                            pages,
                            tail,
                            endings,
                            selection,
                            position,
                            hasEnded,
                            stallLimit,
                            dropped::increment)
                    .begin();
        });
    }
}
