package org.deconas.cli.watching;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.deconas.cli.watching.Workload.Part;
import org.deconas.schema.EventCodec;
import org.deconas.schema.ExperimentEnded;
import org.deconas.schema.ExperimentPauseRequested;
import org.deconas.schema.ExperimentRequested;
import org.deconas.schema.ExperimentResumeRequested;
import org.deconas.schema.ModelTrained;
import org.deconas.schema.NetworkTrained;
import org.deconas.schema.NetworkTrainingRequested;
import org.deconas.schema.Pauses;
import org.deconas.schema.PhaseStarted.Phase;
import org.deconas.schema.PolicyUpdated;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.SharedTrainingRequested;
import org.deconas.schema.TrainingProgressed;
import org.deconas.schema.TrialPurpose;
import org.deconas.search.SearchSettings;

/** What is known of a search, folded from its events as its stream gives them. For use by one thread at a time. */
public final class SearchState {

    private static final int KEPT_LINES = 100;

    private final SearchLines teller = new SearchLines(this::note);
    private final Deque<String> lines = new ArrayDeque<>(); // the newest last
    private final List<Double> rewards = new ArrayList<>(); // mean of each policy update, dB
    private final Trainings trainings = new Trainings();
    private int trials;
    private int candidates;
    private ExperimentRequested request; // null until it was read
    private Workload work; // null until the request was read
    private Phase phase; // null before the first
    private int round;
    private PolicyUpdated policy; // null before the first
    private BestNetwork best; // null before the first reward
    private Pauses pauses = Pauses.NONE;
    private ExperimentEnded ended; // null until it has

    /**
     * Takes the next event.
     *
     * @param type as {@code RewardMeasured}; unknown ones say nothing
     * @throws IllegalArgumentException when the body is no such event
     */
    public void take(String type, JsonNode body) {
        switch (type) {
            case "ExperimentRequested" -> {
                request = as(ExperimentRequested.class, body);
                work = new Workload(request.settings());
            }
            case "PhaseStarted" -> started(body);
            case "SharedTrainingRequested" -> trainings.requested(as(SharedTrainingRequested.class, body));
            case "NetworkTrainingRequested" -> trainings.requested(as(NetworkTrainingRequested.class, body));
            case "TrainingProgressed" -> trainings.progressed(as(TrainingProgressed.class, body));
            case "SharedWeightsPublished", "TrainingFailed" ->
                trainings.ended(body.path("workId").asText());
            case "NetworkTrained" -> trainings.trained(as(NetworkTrained.class, body));
            case "RewardMeasured" -> measured(as(RewardMeasured.class, body));
            case "TrialFailed" ->
                count(TrialPurpose.valueOf(body.path("purpose").asText()));
            case "PolicyUpdated" -> {
                policy = as(PolicyUpdated.class, body);
                if (policy.version() > 0) {
                    rewards.add(policy.meanReward());
                }
            }
            case "ModelTrained" -> won(as(ModelTrained.class, body));
            case "ExperimentPauseRequested" -> pauses = pauses.and(as(ExperimentPauseRequested.class, body));
            case "ExperimentResumeRequested" -> pauses = pauses.and(as(ExperimentResumeRequested.class, body));
            case "ExperimentEnded" -> ended = as(ExperimentEnded.class, body);
            default -> {
                // The others say nothing that these do not
            }
        }
        teller.take(type, body);
        countWork();
    }

    private static <T> T as(Class<T> kind, JsonNode body) {
        try {
            return EventCodec.mapper().treeToValue(body, kind);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "the stream gives a " + kind.getSimpleName() + " that is none: " + e.getOriginalMessage(), e);
        }
    }

    private void started(JsonNode body) {
        phase = Phase.valueOf(body.path("phase").asText());
        round = body.path("round").asInt();
        if (work != null && phase.compareTo(Phase.RETRAIN) >= 0) {
            work.over(Part.CANDIDATES);
        }
        if (work != null && phase == Phase.TRAIN_WINNER) {
            work.over(Part.FINALISTS);
        }
    }

    private void count(TrialPurpose purpose) {
        if (purpose == TrialPurpose.REINFORCE) {
            trials++;
        } else {
            candidates++;
        }
    }

    private void measured(RewardMeasured reward) {
        count(reward.purpose());
        String what = reward.purpose() == TrialPurpose.REINFORCE ? "trial" : "candidate";
        boolean better = best == null
                || best.what().equals(what) && reward.reward() > best.reward()
                || best.what().equals("trial") && what.equals("candidate"); // measured on all patches
        if (better && request != null) {
            best = network(what, reward.sequence(), reward.reward(), reward.psnr());
        }
    }

    private void won(ModelTrained model) {
        if (request != null) {
            double psnr = model.validationPsnr();
            double reward = SearchSettings.reward(request.settings(), model.sequence(), psnr);
            best = network("winner", model.sequence(), reward, psnr);
        }
    }

    private BestNetwork network(String what, String sequence, double reward, double psnr) {
        int scale = request.settings().network().scale();
        long multiplyAdds =
                SearchSettings.complexity(request.settings(), sequence).multiplyAdds(scale);
        return new BestNetwork(what, sequence, reward, psnr, multiplyAdds);
    }

    private void countWork() {
        if (work == null) {
            return;
        }
        int finalistSteps = request.settings().training().finalistSteps();
        work.done(Part.SHARED, trainings.sharedSteps());
        work.done(Part.TRIALS, trials);
        work.done(Part.CANDIDATES, candidates);
        work.done(Part.FINALISTS, trainings.finalistSteps(finalistSteps));
        work.done(Part.WINNER, trainings.winnerSteps(finalistSteps));
    }

    /** Remembers a line of what happened. */
    public void note(String line) {
        lines.addLast(line);
        if (lines.size() > KEPT_LINES) {
            lines.removeFirst();
        }
    }

    /** How it ended, if it has. */
    public Optional<ExperimentEnded> ended() {
        return Optional.ofNullable(ended);
    }

    /** Whether its user asked that nothing is begun for now. */
    public boolean isPaused() {
        return pauses.isPaused() && ended == null;
    }

    Optional<ExperimentRequested> request() {
        return Optional.ofNullable(request);
    }

    Optional<Workload> work() {
        return Optional.ofNullable(work);
    }

    /** The part of the work that it is at. */
    Part part() {
        return phase == null
                ? Part.SHARED
                : switch (phase) {
                    case TRAIN -> Part.SHARED;
                    case EVALUATE -> Part.TRIALS;
                    case DERIVE -> Part.CANDIDATES;
                    case RETRAIN -> Part.FINALISTS;
                    case TRAIN_WINNER -> Part.WINNER;
                };
    }

    /** Where it is, in words. */
    String where() {
        if (ended != null) {
            return ended.outcome().name().toLowerCase(Locale.ROOT)
                    + (ended.modelId() == null ? ": " + ended.reason() : ": model " + ended.modelId());
        }
        if (phase == null || work == null) {
            return "waiting for its first phase";
        }
        return switch (phase) {
            case TRAIN -> "round " + (round + 1) + " of " + rounds() + ", shared weights";
            case EVALUATE -> "round " + (round + 1) + " of " + rounds() + ", trials";
            case DERIVE -> "candidates of the final policy";
            case RETRAIN -> "finalists from scratch";
            case TRAIN_WINNER -> "training of the winner";
        };
    }

    private int rounds() {
        return request.settings().search().rounds();
    }

    List<Double> rewards() {
        return rewards;
    }

    Optional<PolicyUpdated> policy() {
        return Optional.ofNullable(policy);
    }

    Optional<BestNetwork> best() {
        return Optional.ofNullable(best);
    }

    /** By name. */
    Map<String, TrainerAtWork> trainers() {
        return trainings.trainers();
    }

    /** The newest lines of what happened, the newest last. */
    List<String> lastLines(int most) {
        return lines.stream().skip(Math.max(0, lines.size() - most)).toList();
    }
}
