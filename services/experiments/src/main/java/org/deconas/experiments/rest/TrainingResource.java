package org.deconas.experiments.rest;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.deconas.experiments.projection.TrainingQueries;
import org.deconas.experiments.projection.TrainingQueries.NetworkPoint;
import org.deconas.experiments.projection.TrainingQueries.SharedLoss;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** The trainings of an experiment as curves. */
@Path("/v1/experiments/{id}/training")
@Produces(MediaType.APPLICATION_JSON)
public class TrainingResource {

    private final Commands commands;
    private final TrainingQueries training;

    TrainingResource(Commands commands, TrainingQueries training) {
        this.commands = commands;
        this.training = training;
    }

    /**
     * The trainings of an experiment.
     *
     * @param shared the super-network's, by rounds
     * @param segments networks of their own, at the ends of their segments, with PSNR
     * @param losses the same networks in between
     */
    public record Training(List<SharedLoss> shared, List<NetworkPoint> segments, List<NetworkPoint> losses) {}

    @GET
    @Operation(
            summary = "Losses and validation PSNR of the trainings",
            description =
                    "Of the super-network by rounds; of finalists and winner by steps, at most 'points' of each network.")
    public Uni<Training> training(@RestPath String id, @RestQuery @DefaultValue("300") String points) {
        int most = SeriesResource.points(points);
        return commands.known(id)
                .chain(() -> training.shared(id))
                .chain(shared -> training.segments(id, most)
                        .chain(segments ->
                                training.losses(id, most).map(losses -> new Training(shared, segments, losses))));
    }
}
