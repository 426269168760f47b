package org.deconas.experiments.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.unchecked.Unchecked;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deconas.experiments.domain.ExperimentId;
import org.deconas.experiments.projection.ExperimentQueries;
import org.deconas.experiments.projection.ExperimentQueries.Overview;
import org.deconas.experiments.projection.IdempotencyKeys;
import org.deconas.experiments.replay.Replays;
import org.deconas.experiments.rest.ExperimentBodies.ExperimentDetail;
import org.deconas.experiments.settings.Profiles;
import org.deconas.schema.ExperimentRequested;
import org.deconas.schema.ExperimentSettings;
import org.deconas.search.Continuation;
import org.deconas.search.settings.InvalidSettingsException;
import org.deconas.search.settings.InvalidSettingsException.Fault;
import org.deconas.search.settings.SettingChanges;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Experiments that begin. A request that is repeated with its Idempotency-Key begins one experiment. */
@Path("/v1/experiments")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class NewExperimentsResource {

    private final SecureRandom random = new SecureRandom();
    private final Profiles profiles;
    private final Replays replays;
    private final ExperimentQueries queries;
    private final IdempotencyKeys keys;
    private final Commands commands;

    NewExperimentsResource(
            Profiles profiles, Replays replays, ExperimentQueries queries, IdempotencyKeys keys, Commands commands) {
        this.profiles = profiles;
        this.replays = replays;
        this.queries = queries;
        this.keys = keys;
        this.commands = commands;
    }

    @POST
    @Operation(
            summary = "Start a search",
            description =
                    "From a profile's settings with some of them changed, or from a point of another experiment's log. The same"
                            + " Idempotency-Key with the same body gives the experiment that the first request began, for seven days.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = NewExperiment.class)))
    @APIResponse(
            responseCode = "201",
            description = "Started; Location says where it is to be seen",
            content = @Content(schema = @Schema(implementation = ExperimentDetail.class)))
    @APIResponse(
            responseCode = "400",
            description = "Names every field and setting that is wrong, and what would be right")
    @APIResponse(responseCode = "422", description = "The Idempotency-Key was used for another request")
    public Uni<RestResponse<ExperimentDetail>> create(
            JsonNode body, @RestHeader(IdempotencyKey.HEADER) String idempotencyKey) {
        if (body == null || body.isMissingNode() || body.isNull()) {
            throw new ProblemException(
                    400, "The body is missing; give at least {\"settings\": {\"data.images\": \"/folder\"}}");
        }
        List<Fault> faults = new ArrayList<>();
        NewExperiment wanted = NewExperiment.read(body, faults);
        Optional<IdempotencyKey> key = IdempotencyKey.of(idempotencyKey, "/v1/experiments", body);
        return begin(key, id -> {
            if (wanted.origin() != null) {
                refuse(faults);
                return continued(id, wanted);
            }
            ExperimentSettings settings =
                    settings(faults, () -> profiles.settings(wanted.profile(), wanted.settings()));
            String name = wanted.nameOr(wanted.profile() + "-" + id);
            return Uni.createFrom()
                    .item(withoutPast(new ExperimentRequested(id, name, wanted.profile(), settings, null)));
        });
    }

    @POST
    @Path("/{id}/clone")
    @Operation(
            summary = "Start a search with another one's settings",
            description = "Some of them may be changed, as the seed. Idempotency-Key as for a new search.")
    @RequestBody(content = @Content(schema = @Schema(implementation = CloneRequest.class)))
    @APIResponse(
            responseCode = "201",
            description = "Started; Location says where it is to be seen",
            content = @Content(schema = @Schema(implementation = ExperimentDetail.class)))
    @APIResponse(
            responseCode = "400",
            description = "Names every field and setting that is wrong, and what would be right")
    @APIResponse(responseCode = "404", description = "There is no such experiment")
    @APIResponse(responseCode = "422", description = "The Idempotency-Key was used for another request")
    public Uni<RestResponse<ExperimentDetail>> clone(
            @RestPath("id") String otherId, JsonNode body, @RestHeader(IdempotencyKey.HEADER) String idempotencyKey) {
        JsonNode given =
                body == null || body.isMissingNode() || body.isNull() ? JsonNodeFactory.instance.objectNode() : body;
        List<Fault> faults = new ArrayList<>();
        NewExperiment wanted = NewExperiment.readClone(given, faults);
        Optional<IdempotencyKey> key =
                IdempotencyKey.of(idempotencyKey, "/v1/experiments/" + otherId + "/clone", given);
        return begin(
                key,
                id -> commands.upToDate(otherId).map(Unchecked.function(other -> {
                    ExperimentSettings settings =
                            settings(faults, () -> SettingChanges.of(other.settings(), wanted.settings()));
                    String name = wanted.nameOr(other.name() + "-" + id);
                    return withoutPast(new ExperimentRequested(id, name, other.profile(), settings, null));
                })));
    }

    private static Continuation withoutPast(ExperimentRequested request) {
        return new Continuation(request, List.of());
    }

    /** What an experiment of an id would begin with. */
    private interface Request {
        Uni<Continuation> of(String id) throws InvalidSettingsException;
    }

    /**
     * Begins an experiment, or gives the one that was begun with that key. That is looked up before anything else: a request that is repeated
     * has its answer, whatever would be said to it now.
     */
    private Uni<RestResponse<ExperimentDetail>> begin(Optional<IdempotencyKey> key, Request request) {
        String id = ExperimentId.random(random);
        Uni<Overview> begun = key.isEmpty()
                ? continuation(request, id).chain(this::begin)
                : keys.find(key.get().value())
                        .chain(use -> use.isPresent()
                                ? again(key.get(), use.get(), request)
                                : continuation(request, id).chain(wanted -> begin(key.get(), id, wanted, request)));
        return begun.map(NewExperimentsResource::created);
    }

    private Uni<Overview> begin(IdempotencyKey key, String id, Continuation wanted, Request request) {
        return keys.use(key.value(), key.fingerprint(), id)
                .chain(use -> use.experimentId().equals(id) ? begin(wanted) : again(key, use, request));
    }

    private static Uni<Continuation> continuation(Request request, String id) {
        return unwrapped(Uni.createFrom().deferred(Unchecked.supplier(() -> request.of(id))));
    }

    /** The first request may have broken off before it was in the log: what is written twice is recognised. */
    private Uni<Overview> again(IdempotencyKey key, IdempotencyKeys.Use use, Request request) {
        if (!use.fingerprint().equals(key.fingerprint())) {
            throw new ProblemException(
                    422, IdempotencyKey.HEADER + " '" + key.value() + "' was used for another request; take a new one");
        }
        return queries.overview(use.experimentId())
                .chain(found -> found != null
                        ? Uni.createFrom().item(found)
                        : continuation(request, use.experimentId()).chain(this::begin));
    }

    /** The answers first: what broke off then is a dead letter, and no search that waits for ever. */
    private Uni<Overview> begin(Continuation continuation) {
        return commands.publishAll(continuation.answers()).chain(() -> commands.begin(continuation.request()));
    }

    private Uni<Continuation> continued(String id, NewExperiment wanted) {
        NewExperiment.Origin origin = wanted.origin();
        if (wanted.profile() != null) {
            throw new ProblemException(
                    400, "An experiment that goes on from another one has its settings; leave 'profile' out");
        }
        if (origin.experiment() == null || (origin.round() == null) == (origin.position() == null)) {
            throw new ProblemException(400, "origin must name 'experiment' and either 'round' or 'position'");
        }
        Continuation.Cut cut = origin.round() != null
                ? Continuation.Cut.beforeRound((int) Math.max(-1, Math.min(origin.round(), Integer.MAX_VALUE - 1)))
                : Continuation.Cut.after(origin.position());
        return commands.upToDate(origin.experiment())
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(Unchecked.function(other -> replays.continuation(
                        id,
                        wanted.nameOr(other.name() + "-" + id),
                        other.id(),
                        cut,
                        SettingChanges.of(other.settings(), wanted.settings()))))
                .onFailure(IllegalArgumentException.class)
                .transform(e -> new ProblemException(400, e.getMessage()));
    }

    private static <T> Uni<T> unwrapped(Uni<T> settings) {
        return settings.onFailure(e -> e.getCause() instanceof InvalidSettingsException)
                .transform(Throwable::getCause);
    }

    /** Where settings come from. */
    private interface Source {
        ExperimentSettings read() throws InvalidSettingsException;
    }

    /** The settings, if nothing is wrong with them nor was before. */
    private static ExperimentSettings settings(List<Fault> faults, Source source) throws InvalidSettingsException {
        ExperimentSettings settings = null;
        try {
            settings = source.read();
        } catch (InvalidSettingsException e) {
            faults.addAll(e.faults());
        }
        refuse(faults);
        return settings;
    }

    private static void refuse(List<Fault> faults) throws InvalidSettingsException {
        if (!faults.isEmpty()) {
            throw new InvalidSettingsException(faults);
        }
    }

    private static RestResponse<ExperimentDetail> created(Overview overview) {
        return RestResponse.ResponseBuilder.<ExperimentDetail>created(
                        URI.create("/v1/experiments/" + overview.experiment().id()))
                .entity(ExperimentDetail.of(overview))
                .build();
    }
}
