package org.deconas.experiments.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.deconas.experiments.projection.ExperimentQueries;
import org.deconas.experiments.projection.LogEnds;
import org.deconas.experiments.replay.Replays;
import org.deconas.search.Replay;
import org.deconas.search.Verification;
import org.deconas.search.WhatIf;
import org.deconas.search.settings.InvalidSettingsException;
import org.deconas.search.settings.SettingChanges;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestPath;

/** An experiment's log, folded again. */
@Path("/v1/experiments/{id}/replay")
public class ReplayResource {

    private static final Duration LOOK_LIMIT = Duration.ofSeconds(10);
    private static final Duration PROJECTION_LIMIT = Duration.ofSeconds(30);

    private final ExperimentQueries queries;
    private final LogEnds logEnds;
    private final Replays replays;
    private final Semaphore one = new Semaphore(1);

    ReplayResource(ExperimentQueries queries, LogEnds logEnds, Replays replays) {
        this.queries = queries;
        this.logEnds = logEnds;
        this.replays = replays;
    }

    /** What a user asks of a replay. */
    @Schema(description = "What to ask; an empty body verifies")
    public record Question(
            @Schema(
                    description = "Dotted key to value, of reward.* and policy.*: what would have become with them?",
                    type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.OBJECT,
                    examples = "{\"reward.penalty-weight\": 1.0}")
            Map<String, JsonNode> settings) {

        public Question {
            settings = settings == null ? Map.of() : Map.copyOf(settings);
        }
    }

    /** Exactly one of the two. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ReplayBody(Verification verification, WhatIf whatIf) {}

    @POST
    @Blocking
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Fold an experiment's log again",
            description =
                    "Without settings: whether every policy version, every draw, every reward and the winner follow from the"
                            + " request and the trainers' answers, to the bit. With settings: what the policy would have become.")
    @APIResponse(responseCode = "200", description = "'verification' or 'whatIf'")
    @APIResponse(responseCode = "400", description = "A setting that the log cannot answer for, and why")
    @APIResponse(responseCode = "429", description = "Another replay is running; it takes a core of its own")
    @APIResponse(responseCode = "503", description = "The read model has not yet all that the log has")
    public ReplayBody replay(@RestPath String id, Question question) throws InvalidSettingsException {
        logEnds.reached(PROJECTION_LIMIT).await().indefinitely();
        if (queries.experiment(id).await().atMost(LOOK_LIMIT) == null) {
            throw ProblemException.unknownExperiment(id);
        }
        if (!one.tryAcquire()) {
            throw new ProblemException(429, "Another replay is running; ask again when it is done");
        }
        try {
            Replay replay = replays.replay(id);
            return question == null || question.settings().isEmpty()
                    ? new ReplayBody(replay.verify(), null)
                    : new ReplayBody(null, replay.ask(SettingChanges.of(replay.settings(), question.settings())));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(400, e.getMessage());
        } finally {
            one.release();
        }
    }
}
