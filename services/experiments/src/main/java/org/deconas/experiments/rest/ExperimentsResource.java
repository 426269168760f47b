package org.deconas.experiments.rest;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.deconas.experiments.projection.ExperimentQueries;
import org.deconas.experiments.rest.ExperimentBodies.ExperimentDetail;
import org.deconas.experiments.rest.ExperimentBodies.ExperimentSummary;
import org.deconas.experiments.rest.ExperimentBodies.Listing;
import org.deconas.experiments.rest.ExperimentBodies.PolicyBody;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Experiments: to look at them. */
@Path("/v1/experiments")
@Produces(MediaType.APPLICATION_JSON)
public class ExperimentsResource {

    private final ExperimentQueries queries;
    private final Commands commands;

    ExperimentsResource(ExperimentQueries queries, Commands commands) {
        this.queries = queries;
        this.commands = commands;
    }

    @GET
    @Operation(summary = "The experiments, newest first unless another order is asked for")
    public Uni<Listing<ExperimentSummary>> list(
            @BeanParam ExperimentList which,
            @RestQuery @DefaultValue("50") String limit,
            @RestQuery @DefaultValue("0") String offset) {
        PageRequest page = PageRequest.of(limit, offset);
        return queries.experiments(which.filter(), page.limit(), page.offset())
                .map(part -> Listing.of(part, page, ExperimentSummary::of));
    }

    @GET
    @Path("/{id}")
    @Operation(
            summary = "An experiment",
            description = "Its settings, how far it has come, what its trials found, its winner or why there is none.")
    public Uni<ExperimentDetail> get(@RestPath String id) {
        return queries.overview(id)
                .onItem()
                .ifNull()
                .failWith(() -> ProblemException.unknownExperiment(id))
                .map(ExperimentDetail::of);
    }

    @GET
    @Path("/{id}/policies")
    @Operation(summary = "The versions of an experiment's policy, oldest first")
    public Uni<Listing<PolicyBody>> policies(
            @RestPath String id,
            @RestQuery @DefaultValue("100") String limit,
            @RestQuery @DefaultValue("0") String offset) {
        PageRequest page = PageRequest.of(limit, offset);
        return commands.known(id)
                .chain(() -> queries.policies(id, page.limit(), page.offset()))
                .map(part -> Listing.of(part, page, PolicyBody::of));
    }
}
