package org.deconas.experiments.rest;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.deconas.experiments.domain.LoggedEvent;
import org.deconas.experiments.stream.EventStreams;
import org.deconas.experiments.stream.Selection;
import org.deconas.schema.EventCodec;
import org.deconas.schema.WorkEvent;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** The events of the log, live. What is sent, and in which form, says asyncapi-stream.yaml. */
@Path("/v1")
@Produces(MediaType.SERVER_SENT_EVENTS)
public class EventsResource {

    private static final String FORMAT =
            "Server-Sent Events: 'id' is a position to go on from with Last-Event-ID, 'event' the kind as RewardMeasured, 'data' its JSON"
                    + " body. A comment every 15 s of silence. A client that takes nothing for 30 s is dropped.";

    /** All that is in the log of experiments: who does which work is not. */
    private static final Set<String> KINDS = EventCodec.readableTypes().entrySet().stream()
            .filter(type -> !WorkEvent.class.isAssignableFrom(type.getValue()))
            .map(type -> LoggedEvent.shortType(type.getKey()))
            .collect(Collectors.toCollection(TreeSet::new));

    private final Commands commands;
    private final EventStreams streams;

    EventsResource(Commands commands, EventStreams streams) {
        this.commands = commands;
        this.streams = streams;
    }

    /** Never completes: the stream ends the response. Whether there is such an experiment is known before that begins with status 200. */
    @GET
    @Path("/experiments/{id}/events")
    @Operation(
            summary = "An experiment's events: the past, then live",
            description = FORMAT + " Ends with the experiment.")
    @APIResponse(
            responseCode = "200",
            description = "The stream",
            content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(implementation = String.class)))
    @APIResponse(responseCode = "400", description = "Last-Event-ID, kinds or from is wrong, and what would be right")
    @APIResponse(responseCode = "404", description = "There is no such experiment")
    public Uni<Void> ofOne(
            @RestPath String id,
            @RestHeader("Last-Event-ID") String lastEventId,
            @RestQuery @Parameter(description = "Only these, as RewardMeasured,PolicyUpdated") String kinds,
            @RestQuery @DefaultValue("start") @Parameter(description = "start, or now: without the past") String from,
            @Context RoutingContext client) {
        Selection selection = new Selection(id, kinds(kinds));
        var loop = client.vertx().getOrCreateContext();
        return commands.known(id)
                .chain(experiment -> position(lastEventId, from, id)
                        .invoke(position -> streams.send(client, loop, selection, position, experiment.isEnded())))
                .chain(() -> Uni.createFrom().nothing());
    }

    @GET
    @Path("/events")
    @Operation(
            summary = "The events of all experiments: the past, then live",
            description = FORMAT + " Each body names its experiment in 'experimentId'.")
    @APIResponse(
            responseCode = "200",
            description = "The stream",
            content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(implementation = String.class)))
    @APIResponse(responseCode = "400", description = "Last-Event-ID, kinds or from is wrong, and what would be right")
    public Uni<Void> ofAll(
            @RestHeader("Last-Event-ID") String lastEventId,
            @RestQuery @Parameter(description = "Only these, as RewardMeasured,PolicyUpdated") String kinds,
            @RestQuery @DefaultValue("start") @Parameter(description = "start, or now: without the past") String from,
            @Context RoutingContext client) {
        Selection selection = new Selection(null, kinds(kinds));
        var loop = client.vertx().getOrCreateContext();
        return position(lastEventId, from, null)
                .invoke(position -> streams.send(client, loop, selection, position, false))
                .chain(() -> Uni.createFrom().nothing());
    }

    private static Set<String> kinds(String given) {
        if (given == null || given.isBlank()) {
            return Set.of();
        }
        Set<String> kinds = Arrays.stream(given.split(",")).map(String::strip).collect(Collectors.toCollection(TreeSet::new));
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
    private Uni<Long> position(String lastEventId, String from, String experimentId) {
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
                400, "Last-Event-ID is '" + lastEventId + "', but must be an id that this stream has sent; without it the stream"
                        + " begins at its start");
        if (!lastEventId.matches("[0-9]{1,18}")) {
            return Uni.createFrom().failure(foreign);
        }
        long position = Long.parseLong(lastEventId);
        return streams.experimentAt(position).map(found -> {
            if (found == null || experimentId != null && !experimentId.equals(found)) {
                throw foreign;
            }
            return position;
        });
    }
}
