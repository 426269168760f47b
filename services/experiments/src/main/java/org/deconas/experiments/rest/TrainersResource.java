package org.deconas.experiments.rest;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.deconas.experiments.domain.Experiment;
import org.deconas.experiments.projection.Claims;
import org.deconas.experiments.projection.TrainingQueries;
import org.deconas.experiments.projection.TrainingQueries.Report;
import org.deconas.work.TrainerActivity;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;

/** The trainers that work for an experiment. */
@Path("/v1/experiments/{id}/trainers")
@Produces(MediaType.APPLICATION_JSON)
public class TrainersResource {

    private final Commands commands;
    private final TrainingQueries training;
    private final Claims claims;

    TrainersResource(Commands commands, TrainingQueries training, Claims claims) {
        this.commands = commands;
        this.training = training;
        this.claims = claims;
    }

    /**
     * A trainer.
     *
     * @param work ids of the pieces that it holds
     * @param done how many pieces it has answered
     * @param shareAtWork of the time since its first claim, in [0, 1]
     * @param stepsPerSecond as it last reported while it trained; null before it did
     * @param device what it computes on, as {@code CPU} or {@code GPU:0}; null before it trained
     * @param shareOfPeak what it last reached of what its device can do, about 1 at best; null before it trained
     */
    public record TrainerBody(
            String trainer,
            TrainerActivity.State state,
            List<String> work,
            int done,
            double shareAtWork,
            Double stepsPerSecond,
            String device,
            Double shareOfPeak,
            Instant lastSeenAt) {
        static TrainerBody of(TrainerActivity.Summary summary, Report report) {
            return new TrainerBody(
                    summary.trainer(),
                    summary.state(),
                    summary.work(),
                    summary.done(),
                    summary.shareAtWork(),
                    report == null ? null : report.stepsPerSecond(),
                    report == null ? null : report.device(),
                    report == null ? null : report.shareOfPeak(),
                    summary.lastSeenAt());
        }
    }

    /** The trainers by name. */
    public record Trainers(List<TrainerBody> items) {}

    @GET
    @Operation(
            summary = "The trainers of an experiment: what they are at, how fast, how much of the time",
            description =
                    "From their claims of the last week, of which each instance of this service remembers the newest 20,000.")
    public Uni<Trainers> trainers(@RestPath String id) {
        return commands.known(id)
                .chain(experiment -> training.answers(id, claims.unanswered(id))
                        .invoke(answers -> claims.answered(id, answers))
                        .chain(() -> training.reports(id).map(reports -> trainers(experiment, reports))));
    }

    private Trainers trainers(Experiment experiment, List<Report> reports) {
        Instant until = experiment.endedAt() == null ? Instant.now() : experiment.endedAt();
        Map<String, Report> last = reports.stream().collect(Collectors.toMap(Report::trainer, Function.identity()));
        return new Trainers(claims.of(experiment.id(), until).stream()
                .map(summary -> TrainerBody.of(summary, last.get(summary.trainer())))
                .toList());
    }
}
