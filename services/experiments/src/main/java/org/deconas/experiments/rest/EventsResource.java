package org.deconas.experiments.rest;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.deconas.experiments.domain.LoggedEvent;
import org.deconas.experiments.projection.EventFeed;
import org.deconas.experiments.projection.ExperimentQueries;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;

/** The events of an experiment, live. */
@Path("/v1/experiments/{id}/events")
public class EventsResource {

    private static final Duration LOOK_LIMIT = Duration.ofSeconds(10);

    private final ExperimentQueries queries;
    private final EventFeed feed;
    private final AtomicInteger clients;

    EventsResource(ExperimentQueries queries, EventFeed feed, MeterRegistry metrics) {
        this.queries = queries;
        this.feed = feed;
        this.clients = metrics.gauge("deconas.sse.clients", new AtomicInteger());
    }

    /** Blocking: whether there is such an experiment has to be known before the stream begins with status 200. */
    @GET
    @Blocking
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            summary = "An experiment's events: the past, then live",
            description =
                    "Server-Sent Events: 'id' is a position to go on from with Last-Event-ID, 'event' the kind as"
                            + " RewardMeasured, 'data' its JSON body. Ends with the experiment. A comment every 15 s of silence.")
    public Multi<OutboundSseEvent> events(
            @RestPath String id, @RestHeader("Last-Event-ID") String lastEventId, @Context Sse sse) {
        long position = position(lastEventId);
        if (queries.experiment(id).await().atMost(LOOK_LIMIT) == null) {
            throw ProblemException.unknownExperiment(id);
        }
        return feed.after(id, position)
                .onItem()
                .transformToMultiAndConcatenate(page -> Multi.createFrom().iterable(sent(page, sse)))
                .onSubscription()
                .invoke(clients::incrementAndGet)
                .onTermination()
                .invoke(clients::decrementAndGet);
    }

    private static List<OutboundSseEvent> sent(List<LoggedEvent> page, Sse sse) {
        if (page.isEmpty()) {
            return List.of(sse.newEventBuilder().comment("still here").build());
        }
        return page.stream()
                .map(event -> sse.newEventBuilder()
                        .id(Long.toString(event.position()))
                        .name(event.shortType())
                        .data(event.body())
                        .build())
                .toList();
    }

    private static long position(String lastEventId) {
        if (lastEventId == null || lastEventId.isBlank()) {
            return 0;
        }
        try {
            return Long.parseLong(lastEventId);
        } catch (NumberFormatException e) {
            throw new ProblemException(400, "Last-Event-ID is '" + lastEventId + "', but must be an id that this sent");
        }
    }
}
