package org.deconas.experiments.rest;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.deconas.experiments.stream.EventStreams;
import org.deconas.experiments.stream.Selection;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;

/** The events of all experiments, live. What is sent, and in which form, says asyncapi-stream.yaml. */
@Path("/v1/events")
@Produces(MediaType.SERVER_SENT_EVENTS)
public class AllEventsResource {

    private final StreamRequests requests;
    private final EventStreams streams;

    AllEventsResource(StreamRequests requests, EventStreams streams) {
        this.requests = requests;
        this.streams = streams;
    }

    /** Never completes: the stream ends the response, when the client does. */
    @GET
    @Operation(
            summary = "The events of all experiments: the past, then live",
            description = StreamRequests.FORMAT + " Each body names its experiment in 'experimentId'.")
    @APIResponse(
            responseCode = "200",
            description = "The stream",
            content =
                    @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(implementation = String.class)))
    @APIResponse(responseCode = "400", description = "Last-Event-ID, kinds or from is wrong, and what would be right")
    @APIResponse(
            responseCode = "410",
            description = "Last-Event-ID is of a time before the read model was made anew; begin at the start")
    public Uni<Void> events(
            @RestHeader("Last-Event-ID") String lastEventId,
            @RestQuery @Parameter(description = "Only these, as RewardMeasured,PolicyUpdated") String kinds,
            @RestQuery @DefaultValue("start") @Parameter(description = "start, or now: without the past") String from,
            @Context RoutingContext client) {
        Selection selection = new Selection(null, StreamRequests.kinds(kinds));
        var loop = client.vertx().getOrCreateContext();
        return requests.position(lastEventId, from, null)
                .invoke(position -> streams.send(client, loop, selection, position, false))
                .chain(() -> Uni.createFrom().nothing());
    }
}
