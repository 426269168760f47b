package org.deconas.experiments.rest;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.deconas.experiments.domain.EventId;
import org.deconas.experiments.domain.LoggedEvent;
import org.deconas.experiments.stream.EventStreams;
import org.deconas.schema.EventCodec;
import org.deconas.schema.WorkEvent;

/** What a request for a stream of events says. */
@ApplicationScoped
class StreamRequests {

    static final String FORMAT =
            "Server-Sent Events: 'id' is where to go on from with Last-Event-ID, 'event' the kind as RewardMeasured, 'data' its JSON"
                    + " body. A comment every 15 s of silence. A client that takes nothing for 30 s is dropped.";

    /** All that is in the log of experiments: who does which work is not. */
    private static final Set<String> KINDS = EventCodec.readableTypes().entrySet().stream()
            .filter(type -> !WorkEvent.class.isAssignableFrom(type.getValue()))
            .map(type -> LoggedEvent.shortType(type.getKey()))
            .collect(Collectors.toCollection(TreeSet::new));

    private final EventStreams streams;

    StreamRequests(EventStreams streams) {
        this.streams = streams;
    }

    /** The kinds that are wanted; empty for all. */
    static Set<String> kinds(String given) {
        if (given == null || given.isBlank()) {
            return Set.of();
        }
        Set<String> kinds =
                Arrays.stream(given.split(",")).map(String::strip).collect(Collectors.toCollection(TreeSet::new));
        Set<String> unknown = new TreeSet<>(kinds);
        unknown.removeAll(KINDS);
        if (!unknown.isEmpty()) {
            throw new ProblemException(
                    400,
                    "kinds has '" + String.join("', '", unknown) + "', but must be of " + String.join(", ", KINDS));
        }
        return kinds;
    }

    /** Where to go on: a client that was here before knows better than its address. */
    Uni<Long> position(String lastEventId, String from, String experimentId) {
        if (!Set.of("start", "now").contains(from)) {
            throw new ProblemException(400, "from is '" + from + "', but must be start or now");
        }
        if (lastEventId != null && !lastEventId.isBlank()) {
            return positionOf(lastEventId.strip(), experimentId);
        }
        return from.equals("now") ? streams.end() : Uni.createFrom().item(0L);
    }

    private Uni<Long> positionOf(String lastEventId, String experimentId) {
        ProblemException foreign = new ProblemException(
                400,
                "Last-Event-ID is '" + lastEventId
                        + "', but must be an id that this stream has sent; without it the stream"
                        + " begins at its start");
        ProblemException outdated = new ProblemException(
                410,
                "Last-Event-ID is '" + lastEventId
                        + "', but the read model was made anew since, and its events have other ids; without it the stream"
                        + " begins at its start");
        Optional<EventId> id = EventId.parse(lastEventId);
        return id.isEmpty()
                ? Uni.createFrom().failure(foreign)
                : streams.standing(id.get(), experimentId).map(standing -> switch (standing) {
                    case KNOWN -> id.get().position();
                    case FOREIGN -> throw foreign;
                    case OUTDATED -> throw outdated;
                });
    }
}
