package org.deconas.cli.watching;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
import org.deconas.schema.TrainingStage;
import org.deconas.schema.TrialPurpose;
import org.deconas.search.SearchSettings;

/** What is known of a search, folded from its events as its stream gives them. For use by one thread at a time. */
public final class SearchState {

    private static final int KEPT_LINES = 100;

    private final SearchLines teller = new SearchLines(this::note);
    private final Deque<String> lines = new ArrayDeque<>(); // the newest last
    private final List<Double> rewards = new ArrayList<>(); // mean of each policy update, dB
    private final Map<String, TrainerAtWork> trainers = new TreeMap<>(); // by name
    private final Map<String, Integer> sharedSteps = new HashMap<>(); // by work id
    private final Map<String, Integer> sharedSizes = new HashMap<>(); // by work id
    private final Map<String, Integer> networkSteps = new HashMap<>(); // by network id
    private final Map<String, NetworkTrainingRequested> segments = new HashMap<>(); // by work id
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
            case "SharedTrainingRequested" -> {
                SharedTrainingRequested shared = as(SharedTrainingRequested.class, body);
                sharedSizes.put(shared.workId(), shared.sequences().size());
                name(shared.workId());
            }
            case "NetworkTrainingRequested" -> {
                NetworkTrainingRequested segment = as(NetworkTrainingRequested.class, body);
                segments.put(segment.workId(), segment);
                name(segment.workId());
            }
            case "TrainingProgressed" -> progressed(as(TrainingProgressed.class, body));
            case "SharedWeightsPublished", "TrainingFailed" -> {
                String workId = body.path("workId").asText();
                sharedSteps.computeIfPresent(workId, (id, steps) -> sharedSizes.getOrDefault(id, steps));
                sharedSteps.computeIfAbsent(workId, sharedSizes::get);
                done(workId);
            }
            case "NetworkTrained" -> {
                NetworkTrained trained = as(NetworkTrained.class, body);
                networkSteps.merge(trained.networkId(), trained.toStep(), Math::max);
                done(trained.workId());
            }
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

    private void progressed(TrainingProgressed progress) {
        NetworkTrainingRequested segment = segments.get(progress.workId());
        if (segment != null) {
            networkSteps.merge(segment.networkId(), progress.step(), Math::max);
        } else if (sharedSizes.containsKey(progress.workId())) {
            sharedSteps.merge(progress.workId(), progress.step(), Math::max);
        }
        trainers.put(
                progress.trainer(),
                new TrainerAtWork(
                        progress.workId(),
                        what(progress.workId()),
                        progress.step(),
                        progress.steps(),
                        progress.stepsPerSecond(),
                        progress.loss(),
                        true));
    }

    /** What a piece of training is; topics are read side by side, so its request may come after its progress. */
    private String what(String workId) {
        NetworkTrainingRequested segment = segments.get(workId);
        if (segment != null) {
            return segment.stage() == TrainingStage.FINALIST ? "finalist " + segment.candidate() : "winner";
        }
        return sharedSizes.containsKey(workId) ? "shared weights" : "a network";
    }

    private void name(String workId) {
        trainers.replaceAll((trainer, work) -> work.workId().equals(workId) ? work.at(what(workId)) : work);
    }

    private void done(String workId) {
        trainers.replaceAll((name, trainer) -> trainer.workId().equals(workId) ? trainer.done() : trainer);
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
        work.done(Part.SHARED, sum(sharedSteps.values()));
        work.done(Part.TRIALS, trials);
        work.done(Part.CANDIDATES, candidates);
        work.done(
                Part.FINALISTS,
                sum(networkSteps.values().stream()
                        .map(steps -> Math.min(steps, finalistSteps))
                        .toList()));
        work.done(
                Part.WINNER,
                networkSteps.values().stream()
                        .mapToInt(steps -> Math.max(0, steps - finalistSteps))
                        .max()
                        .orElse(0));
    }

    private static long sum(Iterable<Integer> steps) {
        long sum = 0;
        for (int step : steps) {
            sum += step;
        }
        return sum;
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
        return trainers;
    }

    /** The newest lines of what happened, the newest last. */
    List<String> lastLines(int most) {
        return lines.stream().skip(Math.max(0, lines.size() - most)).toList();
    }
}
