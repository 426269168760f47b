package org.deconas.experiments.rest;

import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import org.deconas.experiments.domain.Experiment;
import org.deconas.experiments.projection.PolicySnapshots;
import org.deconas.experiments.replay.PolicyProbabilities;
import org.deconas.schema.ExperimentSettings.Search;
import org.deconas.schema.SearchStrategy;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** What the versions of an experiment's policy would draw. */
@Path("/v1/experiments/{id}/policies/probabilities")
@Produces(MediaType.APPLICATION_JSON)
public class PolicyProbabilitiesResource {

    private static final Duration LOOK_LIMIT = Duration.ofSeconds(20);

    private final Commands commands;
    private final PolicySnapshots snapshots;
    private final PolicyProbabilities probabilities;

    PolicyProbabilitiesResource(Commands commands, PolicySnapshots snapshots, PolicyProbabilities probabilities) {
        this.commands = commands;
        this.snapshots = snapshots;
        this.probabilities = probabilities;
    }

    /**
     * What the versions of a policy would draw.
     *
     * @param versions how many there are in all; as many or fewer are listed
     * @param samples how many draws each estimate is made of
     * @param reason why there are none; null when there are
     */
    public record Probabilities(long versions, int samples, String reason, List<PolicyProbabilities.Version> items) {}

    @GET
    @Blocking
    @Operation(
            summary = "How probable each bit is under the versions of the policy",
            description =
                    "P(bit = 1) over all that the policy may draw, estimated from 32 draws: unbiased, with a standard error of at"
                            + " most 0.09. At most 'versions' versions, evenly spread, the newest among them. A version whose"
                            + " snapshot is not in the artifact store says so in 'missing'.")
    public Probabilities probabilities(
            @RestPath String id, @RestQuery @DefaultValue("100") String versions, @Context RoutingContext client) {
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
                probabilities.of(thinned.snapshots(), () -> !client.response().closed()));
    }
}
