package org.deconas.experiments.rest;

import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.time.Duration;
import org.deconas.artifacts.ArtifactNotFoundException;
import org.deconas.experiments.domain.Experiment;
import org.deconas.experiments.projection.ExperimentQueries;
import org.deconas.experiments.projection.LogEnds;
import org.deconas.experiments.replay.DamagedModelException;
import org.deconas.experiments.replay.Winners;
import org.deconas.search.LogArchive;
import org.deconas.winner.Winner;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** What an experiment gave, as files that can be published. */
@Path("/v1/experiments/{id}/winner")
public class WinnerResource {

    private static final Logger LOG = Logger.getLogger(WinnerResource.class);

    private static final Duration LOOK_LIMIT = Duration.ofSeconds(10);
    private static final Duration PROJECTION_LIMIT = Duration.ofSeconds(30);

    private final ExperimentQueries queries;
    private final LogEnds logEnds;
    private final Winners winners;

    WinnerResource(ExperimentQueries queries, LogEnds logEnds, Winners winners) {
        this.queries = queries;
        this.logEnds = logEnds;
        this.winners = winners;
    }

    @GET
    @Blocking
    @Produces(LogArchive.MEDIA_TYPE)
    @Operation(
            summary = "The winner with its model card",
            description =
                    "A ZIP archive: saved_model/ (TensorFlow), model.onnx, cells.svg (a drawing of its cells) and MODEL_CARD.md, which"
                            + " says what it is, how good, what it costs, and the command that finds it again.")
    @APIResponse(responseCode = "200", description = "The archive")
    @APIResponse(responseCode = "404", description = "No such experiment")
    @APIResponse(
            responseCode = "409",
            description = "It has no winner, or none yet, or its model is not in the artifact store, or damaged there")
    @APIResponse(responseCode = "503", description = "The read model has not yet all that the log has")
    @APIResponse(responseCode = "500", description = "Its files cannot be written here, as on a full disk")
    public RestResponse<StreamingOutput> winner(@RestPath String id, @Context RoutingContext client) {
        logEnds.reached(PROJECTION_LIMIT).await().indefinitely();
        Experiment experiment = queries.experiment(id).await().atMost(LOOK_LIMIT);
        if (experiment == null) {
            throw ProblemException.unknownExperiment(id);
        }
        Winner winner = winners.of(id).orElseThrow(() -> none(experiment));
        Winners.PackedFiles files = files(winner);
        client.addEndHandler(sentOrNot -> free(files, client));
        if (client.response().closed()) {
            free(files, client); // the client went away before there was a handler
        }
        StreamingOutput archive = files::pack;
        return RestResponse.ResponseBuilder.ok(archive)
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"" + winner.model().modelId() + ".zip\"")
                .build();
    }

    private static ProblemException none(Experiment experiment) {
        return new ProblemException(
                409,
                experiment.isEnded()
                        ? "Experiment '" + experiment.id() + "' has no winner: it has ended as " + experiment.state()
                        : "Experiment '" + experiment.id() + "' has no winner yet: it is " + experiment.state()
                                + "; GET /v1/experiments/" + experiment.id() + "/events follows it");
    }

    private Winners.PackedFiles files(Winner winner) {
        try {
            return winners.files(winner);
        } catch (ArtifactNotFoundException e) {
            throw new ProblemException(
                    409,
                    "The model of experiment '" + winner.model().experimentId() + "' is not in the artifact store ("
                            + winner.model().savedModel().sha256()
                            + "); import the experiment with its model, as 'deconas export' writes it");
        } catch (DamagedModelException e) {
            throw new ProblemException(
                    409,
                    "The model of experiment '" + winner.model().experimentId() + "' is damaged: " + e.getMessage()
                            + "; import the experiment with its model, as 'deconas export' writes it");
        } catch (IOException e) {
            LOG.errorf(
                    e,
                    "Files of a winner cannot be written: experiment=%s",
                    winner.model().experimentId());
            throw new ProblemException(
                    500,
                    "The files of the winner of experiment '" + winner.model().experimentId()
                            + "' cannot be written here: " + e.getMessage());
        }
    }

    private static void free(Winners.PackedFiles files, RoutingContext client) {
        client.vertx().executeBlocking(() -> {
            files.close();
            return null;
        });
    }
}
