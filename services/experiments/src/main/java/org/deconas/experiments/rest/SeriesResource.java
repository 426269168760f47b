package org.deconas.experiments.rest;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.deconas.experiments.projection.SeriesQueries;
import org.deconas.experiments.projection.SeriesQueries.Updates;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** A search as curves, thinned so that their length does not depend on that of the search. */
@Path("/v1/experiments/{id}/series")
@Produces(MediaType.APPLICATION_JSON)
public class SeriesResource {

    private static final int MOST_POINTS = 2_000;

    private final Commands commands;
    private final SeriesQueries series;

    SeriesResource(Commands commands, SeriesQueries series) {
        this.commands = commands;
        this.series = series;
    }

    @GET
    @Operation(
            summary = "Reward, PSNR, penalty, baseline and entropy over the policy's updates",
            description =
                    "At most 'points' of them: neighbouring updates share a point as their mean. 'position' is where the event"
                            + " stream goes on from: its Last-Event-ID.")
    public Uni<Updates> series(@RestPath String id, @RestQuery @DefaultValue("300") String points) {
        int most = points(points);
        return commands.known(id).chain(() -> series.updates(id, most));
    }

    /** How many points a curve may have. */
    static int points(String value) {
        return PageRequest.number("points", value, 1, MOST_POINTS);
    }
}
