package org.deconas.experiments.rest;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.unchecked.Unchecked;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.deconas.experiments.domain.Experiment;
import org.deconas.experiments.domain.ExperimentId;
import org.deconas.experiments.projection.ExperimentQueries;
import org.deconas.experiments.projection.ExperimentQueries.Overview;
import org.deconas.experiments.projection.LogEnds;
import org.deconas.experiments.replay.Replays;
import org.deconas.experiments.rest.ExperimentBodies.ExperimentDetail;
import org.deconas.experiments.rest.ExperimentBodies.ExperimentSummary;
import org.deconas.experiments.rest.ExperimentBodies.Listing;
import org.deconas.experiments.rest.ExperimentBodies.PolicyBody;
import org.deconas.experiments.rest.ExperimentBodies.TrialBody;
import org.deconas.experiments.settings.Profiles;
import org.deconas.messaging.EventPublisher;
import org.deconas.schema.Event;
import org.deconas.schema.ExperimentRequested;
import org.deconas.schema.ExperimentStopRequested;
import org.deconas.search.Continuation;
import org.deconas.search.settings.InvalidSettingsException;
import org.deconas.search.settings.SettingChanges;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** Experiments: to start, look at and stop them. */
@Path("/v1/experiments")
@Produces(MediaType.APPLICATION_JSON)
public class ExperimentsResource {

    private static final Logger LOG = Logger.getLogger(ExperimentsResource.class);

    /** How long the answer to a request waits for the read model, so that the next GET finds the experiment. */
    private static final Duration PROJECTION_LIMIT = Duration.ofSeconds(5);

    private static final Duration PUBLISH_LIMIT = Duration.ofSeconds(10);

    private final SecureRandom random = new SecureRandom();
    private final Profiles profiles;
    private final EventPublisher publisher;
    private final ExperimentQueries queries;
    private final LogEnds logEnds;
    private final Replays replays;

    ExperimentsResource(
            Profiles profiles, EventPublisher publisher, ExperimentQueries queries, LogEnds logEnds, Replays replays) {
        this.profiles = profiles;
        this.publisher = publisher;
        this.queries = queries;
        this.logEnds = logEnds;
        this.replays = replays;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Start a search",
            description =
                    "From a profile's settings with some of them changed, or from a point of another experiment's log.")
    @APIResponse(responseCode = "201", description = "Started; Location says where it is to be seen")
    @APIResponse(responseCode = "400", description = "Names every setting that is wrong, and what would be right")
    public Uni<RestResponse<ExperimentDetail>> create(NewExperiment body) throws InvalidSettingsException {
        if (body == null) {
            throw new ProblemException(
                    400, "The body is missing; give at least {\"settings\": {\"data.images\": \"/folder\"}}");
        }
        String id = ExperimentId.random(random);
        if (body.origin() != null) {
            return continued(id, body);
        }
        String name = named(body.name(), body.profile() + "-" + id);
        ExperimentRequested request = new ExperimentRequested(
                id, name, body.profile(), profiles.settings(body.profile(), body.settings()), null);
        return published(request);
    }

    private Uni<RestResponse<ExperimentDetail>> continued(String id, NewExperiment body) {
        NewExperiment.Origin origin = body.origin();
        if (body.profile() != null) {
            throw new ProblemException(
                    400, "An experiment that goes on from another one has its settings; leave 'profile' out");
        }
        if (origin.experiment() == null || (origin.round() == null) == (origin.position() == null)) {
            throw new ProblemException(400, "origin must name 'experiment' and either 'round' or 'position'");
        }
        Continuation.Cut cut = origin.round() != null
                ? Continuation.Cut.beforeRound(origin.round())
                : Continuation.Cut.after(origin.position());
        return logEnds.reached(PROJECTION_LIMIT)
                .chain(() -> known(origin.experiment()))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(Unchecked.function(other -> replays.continuation(
                        id,
                        named(body.name(), other.name() + "-" + id),
                        other.id(),
                        cut,
                        SettingChanges.of(other.settings(), body.settings()))))
                .onFailure(IllegalArgumentException.class)
                .transform(e -> new ProblemException(400, e.getMessage()))
                .onFailure(e -> e.getCause() instanceof InvalidSettingsException)
                .transform(Throwable::getCause)
                // The answers first: what broke off then is a dead letter, and no search that waits for ever
                .chain(continuation -> limited(publisher.publishAll(continuation.answers()))
                        .chain(() -> published(continuation.request())));
    }

    private static String named(String name, String otherwise) {
        return name == null || name.isBlank() ? otherwise : name;
    }

    private Uni<RestResponse<ExperimentDetail>> published(ExperimentRequested request) {
        return publish(request)
                .chain(() -> projected(request))
                .map(overview -> RestResponse.ResponseBuilder.<ExperimentDetail>created(
                                URI.create("/v1/experiments/" + request.experimentId()))
                        .entity(ExperimentDetail.of(overview))
                        .build());
    }

    @GET
    @Operation(summary = "The experiments, newest first")
    public Uni<Listing<ExperimentSummary>> list(
            @RestQuery @DefaultValue("50") String limit, @RestQuery @DefaultValue("0") String offset) {
        PageRequest page = PageRequest.of(limit, offset);
        return queries.experiments(page.limit(), page.offset())
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
    @Path("/{id}/trials")
    @Operation(summary = "An experiment's trials in the order of the search")
    public Uni<Listing<TrialBody>> trials(
            @RestPath String id,
            @RestQuery @DefaultValue("100") String limit,
            @RestQuery @DefaultValue("0") String offset) {
        PageRequest page = PageRequest.of(limit, offset);
        return known(id)
                .chain(() -> queries.trials(id, page.limit(), page.offset()))
                .map(part -> Listing.of(part, page, TrialBody::of));
    }

    @GET
    @Path("/{id}/policies")
    @Operation(summary = "The versions of an experiment's policy, oldest first")
    public Uni<Listing<PolicyBody>> policies(
            @RestPath String id,
            @RestQuery @DefaultValue("100") String limit,
            @RestQuery @DefaultValue("0") String offset) {
        PageRequest page = PageRequest.of(limit, offset);
        return known(id)
                .chain(() -> queries.policies(id, page.limit(), page.offset()))
                .map(part -> Listing.of(part, page, PolicyBody::of));
    }

    @POST
    @Path("/{id}/stop")
    @ResponseStatus(202)
    @Operation(summary = "Stop an experiment early, without a winner")
    @APIResponse(responseCode = "202", description = "Asked for; the experiment ends when its running work is done")
    @APIResponse(responseCode = "409", description = "It has ended before")
    public Uni<Void> stop(@RestPath String id) {
        return known(id).chain(experiment -> {
            if (experiment.isEnded()) {
                throw new ProblemException(
                        409, "Experiment '" + id + "' cannot be stopped: it has ended as " + experiment.state());
            }
            return publish(new ExperimentStopRequested(id));
        });
    }

    private Uni<Experiment> known(String id) {
        return queries.experiment(id).onItem().ifNull().failWith(() -> ProblemException.unknownExperiment(id));
    }

    private Uni<Void> publish(Event event) {
        return limited(publisher.publish(event));
    }

    private static Uni<Void> limited(Uni<Void> written) {
        return written.ifNoItem()
                .after(PUBLISH_LIMIT)
                .failWith(() -> new ProblemException(
                        503, "Kafka does not answer; the request may still be written when it does"));
    }

    /** The experiment as the read model has it, or as it will be when that is behind. */
    private Uni<Overview> projected(ExperimentRequested request) {
        return queries.overview(request.experimentId())
                .onItem()
                .ifNull()
                .failWith(() -> ProblemException.unknownExperiment(request.experimentId()))
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(10), Duration.ofMillis(200))
                .expireIn(PROJECTION_LIMIT.toMillis())
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf("Read model is behind: experiment=%s", request.experimentId());
                    Experiment experiment = new Experiment(request.experimentId());
                    experiment.requested(request, Instant.now());
                    return Overview.ofNew(experiment);
                });
    }
}
