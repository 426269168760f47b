package org.deconas.experiments.rest;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import org.deconas.experiments.domain.Experiment;
import org.deconas.experiments.replay.Comparisons;
import org.deconas.report.ComparisonFound;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestPath;

/** Two experiments side by side. */
@Path("/v1/experiments/{id}/compare/{other}")
public class ComparisonResource {

    private static final Duration LOOK_LIMIT = Duration.ofSeconds(20);

    private final Commands commands;
    private final Comparisons comparisons;

    ComparisonResource(Commands commands, Comparisons comparisons) {
        this.commands = commands;
        this.comparisons = comparisons;
    }

    @GET
    @Blocking
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Whether two experiments are the same search, to the bit, and where they first differ",
            description =
                    "The same sequences with the same PSNR and rewards, the same parameters of every policy version, the same"
                            + " candidates and the same model. Ids, times and the order of the log do not count.")
    @APIResponse(responseCode = "200", description = "What was found; 'first' is null when they are the same")
    @APIResponse(responseCode = "404", description = "There is no such experiment")
    @APIResponse(responseCode = "409", description = "One has not ended, or has no trial")
    public ComparisonFound compare(@RestPath String id, @RestPath String other) {
        requireEnded(id);
        requireEnded(other);
        try {
            return ComparisonFound.of(comparisons.compare(id, other));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(409, e.getMessage());
        }
    }

    private void requireEnded(String id) {
        Experiment experiment = commands.upToDate(id).await().atMost(LOOK_LIMIT);
        if (!experiment.isEnded()) {
            throw new ProblemException(409, "Experiment '" + id + "' has not ended, it is " + experiment.state());
        }
    }
}
