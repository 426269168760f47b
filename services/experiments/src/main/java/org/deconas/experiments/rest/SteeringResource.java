package org.deconas.experiments.rest;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.deconas.experiments.domain.Experiment;
import org.deconas.experiments.domain.ExperimentState;
import org.deconas.schema.ExperimentDeleted;
import org.deconas.schema.ExperimentPauseRequested;
import org.deconas.schema.ExperimentResumeRequested;
import org.deconas.schema.ExperimentStopRequested;
import org.deconas.schema.Pauses;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

/** Experiments that are under way: to pause, resume, stop and delete them. */
@Path("/v1/experiments/{id}")
@Produces(MediaType.APPLICATION_JSON)
public class SteeringResource {

    private final Commands commands;

    SteeringResource(Commands commands) {
        this.commands = commands;
    }

    @POST
    @Path("/pause")
    @ResponseStatus(202)
    @Operation(
            summary = "Pause an experiment",
            description =
                    "What is being done is finished, and no new work is given out until the experiment is resumed. It ends as one"
                            + " that was never paused. To pause one that is paused changes nothing.")
    @APIResponse(responseCode = "202", description = "Asked for; the experiment is PAUSED")
    @APIResponse(responseCode = "404", description = "There is no such experiment")
    @APIResponse(responseCode = "409", description = "It has ended, or is to be stopped")
    public Uni<Void> pause(@RestPath String id) {
        return commands.upToDate(id).chain(experiment -> {
            refuseWhenEnding(experiment, "paused");
            Pauses pauses = experiment.pauses();
            return pauses.isPaused()
                    ? Uni.createFrom().voidItem()
                    : commands.publishAndShow(new ExperimentPauseRequested(id, pauses.last() + 1));
        });
    }

    @POST
    @Path("/resume")
    @ResponseStatus(202)
    @Operation(
            summary = "Let a paused experiment go on",
            description = "To resume one that is not paused changes nothing.")
    @APIResponse(responseCode = "202", description = "Asked for; the experiment goes on")
    @APIResponse(responseCode = "404", description = "There is no such experiment")
    @APIResponse(responseCode = "409", description = "It has ended, or is to be stopped")
    public Uni<Void> resume(@RestPath String id) {
        return commands.upToDate(id).chain(experiment -> {
            refuseWhenEnding(experiment, "resumed");
            Pauses pauses = experiment.pauses();
            return pauses.isPaused()
                    ? commands.publishAndShow(new ExperimentResumeRequested(id, pauses.last()))
                    : Uni.createFrom().voidItem();
        });
    }

    @POST
    @Path("/stop")
    @ResponseStatus(202)
    @Operation(summary = "Stop an experiment early, without a winner")
    @APIResponse(responseCode = "202", description = "Asked for; the experiment ends when its running work is done")
    @APIResponse(responseCode = "404", description = "There is no such experiment")
    @APIResponse(responseCode = "409", description = "It has ended before")
    public Uni<Void> stop(@RestPath String id) {
        return commands.known(id).chain(experiment -> {
            if (experiment.isEnded()) {
                throw new ProblemException(
                        409, "Experiment '" + id + "' cannot be stopped: it has ended as " + experiment.state());
            }
            return commands.publish(new ExperimentStopRequested(id));
        });
    }

    @DELETE
    @ResponseStatus(204)
    @Operation(
            summary = "Delete an experiment that has ended",
            description =
                    "It is shown no more, and its id is not used again. Its records stay in Kafka, and its model is served on.")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "404", description = "There is no such experiment")
    @APIResponse(responseCode = "409", description = "It has not ended; stop it first")
    public Uni<Void> delete(@RestPath String id) {
        return commands.upToDate(id).chain(experiment -> {
            if (!experiment.isEnded()) {
                throw new ProblemException(
                        409,
                        "Experiment '" + id + "' cannot be deleted: it has not ended, it is " + experiment.state()
                                + "; POST /v1/experiments/" + id + "/stop ends it");
            }
            return commands.publishAndShow(new ExperimentDeleted(id));
        });
    }

    private static void refuseWhenEnding(Experiment experiment, String what) {
        if (experiment.isEnded() || experiment.state() == ExperimentState.STOPPING) {
            throw new ProblemException(
                    409,
                    "Experiment '" + experiment.id() + "' cannot be " + what + ": it "
                            + (experiment.isEnded() ? "has ended as " : "is ") + experiment.state());
        }
    }
}
