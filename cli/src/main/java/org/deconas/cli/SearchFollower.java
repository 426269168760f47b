package org.deconas.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.deconas.cli.client.ExperimentsClient;

/** Tells of a search what a person wants to know, a line for each step of it. */
final class SearchFollower {

    private final Consumer<String> lines;
    private String phase = "";
    private int round;
    private int rounds;
    private long lastProgress;
    private double bestReward = Double.NEGATIVE_INFINITY;
    private SearchOutcome outcome;

    private SearchFollower(Consumer<String> lines) {
        this.lines = lines;
    }

    /** Follows a search to its end; with {@code --json} gives every event as a line of JSON instead. */
    static SearchOutcome follow(ExperimentsClient client, String id, CommonOptions common) {
        SearchFollower follower = new SearchFollower(common.json() ? line -> {} : common.progress());
        client.follow(id, event -> {
            if (common.json()) {
                common.printLine(event);
            }
            follower.tell(event.type(), event.body());
        });
        return follower.outcome;
    }

    private void tell(String type, JsonNode body) {
        switch (type) {
            case "PhaseStarted" -> started(body);
            case "TrainingProgressed" -> progressed(body);
            case "RewardMeasured" ->
                bestReward = Math.max(bestReward, body.path("reward").asDouble());
            case "TrialFailed", "TrainingFailed" ->
                say("failed: %s", body.path("reason").asText());
            case "PolicyUpdated" -> {
                if (body.path("version").asLong() > 0) {
                    say(
                            "round %d/%d  policy %d: mean reward %.2f dB (best %.2f), entropy %.1f nats",
                            round + 1,
                            rounds,
                            body.path("version").asLong(),
                            body.path("meanReward").asDouble(),
                            bestReward,
                            body.path("meanEntropy").asDouble());
                }
            }
            case "NetworkTrained" ->
                say(
                        "%s %d: %d steps, %.2f dB on validation images",
                        body.path("stage").asText().toLowerCase(Locale.ROOT),
                        body.path("candidate").asInt(),
                        body.path("toStep").asInt(),
                        body.path("validationPsnr").asDouble());
            case "ModelTrained" ->
                say(
                        "model %s: %.2f dB on validation images (bicubic %.2f), %,d parameters",
                        body.path("modelId").asText(),
                        body.path("validationPsnr").asDouble(),
                        body.path("bicubicPsnr").asDouble(),
                        body.path("parameters").asLong());
            case "ExperimentEnded" -> ended(body);
            default -> {
                // The others say nothing that these do not
            }
        }
    }

    private void started(JsonNode body) {
        phase = body.path("phase").asText();
        round = body.path("round").asInt();
        rounds = body.path("rounds").asInt();
        switch (phase) {
            case "DERIVE" -> say("the final policy's candidates are scored on all validation images");
            case "RETRAIN" -> say("the best candidates are trained from scratch");
            case "TRAIN_WINNER" -> say("the winner is trained on");
            default -> {
                // The rounds tell of themselves
            }
        }
    }

    private void progressed(JsonNode body) {
        long now = System.nanoTime();
        boolean complete = body.path("step").asInt() == body.path("steps").asInt();
        if (phase.equals("TRAIN") && (complete || now - lastProgress > 5_000_000_000L)) {
            lastProgress = now;
            say(
                    "round %d/%d  shared weights: step %d of %d, loss %.4f, %.1f steps/s",
                    round + 1,
                    rounds,
                    body.path("step").asInt(),
                    body.path("steps").asInt(),
                    body.path("loss").asDouble(),
                    body.path("stepsPerSecond").asDouble());
        }
    }

    private void ended(JsonNode body) {
        if (body.path("outcome").asText().equals("COMPLETED")) {
            outcome = new SearchOutcome(Optional.of(body.path("modelId").asText()), null);
        } else {
            outcome = new SearchOutcome(Optional.empty(), body.path("reason").asText());
        }
    }

    private void say(String format, Object... values) {
        lines.accept(String.format(Locale.ROOT, format, values));
    }
}
