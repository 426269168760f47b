package org.deconas.cli.watching;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.function.Consumer;

/** Tells of a search what a person wants to know, a line for each step of it. */
public final class SearchLines {

    private static final long BETWEEN_PROGRESS_NANOS = 5_000_000_000L;

    private final Consumer<String> lines;
    private String phase = "";
    private int round;
    private int rounds;
    private long lastProgress;
    private double bestReward = Double.NEGATIVE_INFINITY;

    /** @param lines is given each line */
    public SearchLines(Consumer<String> lines) {
        this.lines = lines;
    }

    /**
     * Takes the next event.
     *
     * @param type as {@code RewardMeasured}
     */
    public void take(String type, JsonNode body) {
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
            case "ExperimentPauseRequested" -> say("paused: what runs is finished, then nothing is begun");
            case "ExperimentResumeRequested" -> say("resumed");
            case "ExperimentStopRequested" -> say("to be stopped");
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
        if (phase.equals("TRAIN") && (complete || now - lastProgress > BETWEEN_PROGRESS_NANOS)) {
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

    private void say(String format, Object... values) {
        lines.accept(String.format(Locale.ROOT, format, values));
    }
}
