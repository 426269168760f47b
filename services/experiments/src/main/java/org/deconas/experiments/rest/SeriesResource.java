package org.deconas.experiments.rest;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import org.deconas.experiments.domain.Experiment;
import org.deconas.experiments.projection.PolicySnapshots;
import org.deconas.experiments.projection.SeriesQueries;
import org.deconas.experiments.projection.SeriesQueries.Updates;
import org.deconas.experiments.projection.TrainingQueries;
import org.deconas.experiments.projection.TrainingQueries.NetworkPoint;
import org.deconas.experiments.projection.TrainingQueries.SharedLoss;
import org.deconas.experiments.replay.PolicyProbabilities;
import org.deconas.schema.ExperimentSettings.Search;
import org.deconas.schema.SearchStrategy;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** An experiment as curves, thinned so that their length does not depend on that of the search. */
@Path("/v1/experiments/{id}")
@Produces(MediaType.APPLICATION_JSON)
public class SeriesResource {

    private static final Duration LOOK_LIMIT = Duration.ofSeconds(20);
    private static final int MOST_POINTS = 2_000;

    private final Commands commands;
    private final SeriesQueries series;
    private final TrainingQueries training;
    private final PolicySnapshots snapshots;
    private final PolicyProbabilities probabilities;

    SeriesResource(
            Commands commands,
            SeriesQueries series,
            TrainingQueries training,
            PolicySnapshots snapshots,
            PolicyProbabilities probabilities) {
        this.commands = commands;
        this.series = series;
        this.training = training;
        this.snapshots = snapshots;
        this.probabilities = probabilities;
    }

    /**
     * The trainings of an experiment.
     *
     * @param shared the super-network's, by rounds
     * @param segments networks of their own, at the ends of their segments, with PSNR
     * @param losses the same networks in between
     */
    public record Training(List<SharedLoss> shared, List<NetworkPoint> segments, List<NetworkPoint> losses) {}

    /**
     * What the versions of a policy would draw.
     *
     * @param versions how many there are in all; as many or fewer are listed
     * @param samples how many draws each estimate is made of
     * @param reason why there are none; null when there are
     */
    public record Probabilities(long versions, int samples, String reason, List<PolicyProbabilities.Version> items) {}

    @GET
    @Path("/series")
    @Operation(
            summary = "Reward, PSNR, penalty, baseline and entropy over the policy's updates",
            description =
                    "At most 'points' of them: neighbouring updates share a point as their mean. 'position' is where the event"
                            + " stream goes on from: its Last-Event-ID.")
    public Uni<Updates> series(@RestPath String id, @RestQuery @DefaultValue("300") String points) {
        int most = points(points);
        return commands.known(id).chain(() -> series.updates(id, most));
    }

    @GET
    @Path("/training")
    @Operation(
            summary = "Losses and validation PSNR of the trainings",
            description =
                    "Of the super-network by rounds; of finalists and winner by steps, at most 'points' of each network.")
    public Uni<Training> training(@RestPath String id, @RestQuery @DefaultValue("300") String points) {
        int most = points(points);
        return commands.known(id)
                .chain(() -> training.shared(id))
                .chain(shared -> training.segments(id, most)
                        .chain(segments ->
                                training.losses(id, most).map(losses -> new Training(shared, segments, losses))));
    }

    @GET
    @Path("/policies/probabilities")
    @Blocking
    @Operation(
            summary = "How probable each bit is under the versions of the policy",
            description =
                    "P(bit = 1) over all that the policy may draw, estimated from 32 draws: unbiased, with a standard error of at"
                            + " most 0.09. At most 'versions' versions, evenly spread, the newest among them. A version whose"
                            + " snapshot is not in the artifact store says so in 'missing'.")
    public Probabilities probabilities(@RestPath String id, @RestQuery @DefaultValue("100") String versions) {
        int most = PageRequest.number("versions", versions, 2, 200);
        Experiment experiment = commands.known(id).await().atMost(LOOK_LIMIT);
        Search search = experiment.settings().search();
        if (search.strategy() == SearchStrategy.RANDOM) {
            return new Probabilities(
                    0,
                    PolicyProbabilities.SAMPLES,
                    "A random search has no policy: each bit is 1 as often as 0.",
                    List.of());
        }
        PolicySnapshots.Thinned thinned = snapshots.of(id, most).await().atMost(LOOK_LIMIT);
        return new Probabilities(
                thinned.versions(),
                PolicyProbabilities.SAMPLES,
                thinned.versions() == 0 ? "There is no version of the policy yet." : null,
                probabilities.of(thinned.snapshots()));
    }

    private static int points(String value) {
        return PageRequest.number("points", value, 1, MOST_POINTS);
    }
}
