package org.deconas.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.deconas.controller.Policy;
import org.deconas.controller.Sample;
import org.deconas.schema.ArchitectureSampled;
import org.deconas.schema.ArtifactReference;
import org.deconas.schema.Event;
import org.deconas.schema.ExperimentSettings;
import org.deconas.schema.NetworkTrained;
import org.deconas.schema.NetworkTrainingRequested;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.SearchStrategy;
import org.deconas.schema.Seeds;
import org.deconas.schema.SharedTrainingRequested;
import org.deconas.schema.TrainingStage;
import org.deconas.schema.TrialPurpose;
import org.deconas.searchspace.Architecture;

/** Makes the work of each stage; the same inputs give the same work, sequence by sequence. */
record Work(SearchPlan plan, SearchLog log) {

    /** TRAIN: freshly sampled sequences for each lane of a round, one for each minibatch. */
    List<SharedTrainingRequested> training(int round, Policy policy) {
        ExperimentSettings settings = plan.settings();
        List<ArtifactReference> from =
                round == 0 ? List.of() : plan.weightsAfter(round - 1, log).orElseThrow();
        long firstStep = (long) round * settings.search().stepsPerRound();
        return drawn(
                plan.lanes(),
                lane -> new SharedTrainingRequested(
                        plan.experimentId(),
                        plan.trainId(round, lane),
                        round,
                        lane,
                        from,
                        firstStep,
                        sequences(policy, round, lane),
                        settings));
    }

    /** Draws side by side: each has a random stream of its own, so that none depends on another, and every trainer waits for them. */
    private static <T> List<T> drawn(int count, IntFunction<T> draw) {
        return IntStream.range(0, count).parallel().mapToObj(draw).toList();
    }

    /** The sequences that a lane trains in a round, one for each step. */
    List<String> sequences(Policy policy, int round, int lane) {
        RandomGenerator random = Seeds.stream(plan.settings().seed(), "train-sequences", round, lane);
        List<String> sequences = new ArrayList<>();
        for (int step = 0; step < plan.stepsOfLane(lane); step++) {
            sequences.add(draw(policy, random).architecture().sequence());
        }
        return sequences;
    }

    /** EVALUATE: the trials of one policy update, sampled from the policy that it starts from. */
    List<ArchitectureSampled> trials(int round, int update, Policy policy) {
        long version = plan.versionBefore(round, update);
        List<ArtifactReference> weights = plan.weightsAfter(round, log).orElseThrow();
        return drawn(plan.settings().search().trialsPerUpdate(), index -> {
            Sample sample = trial(policy, round, update, index);
            return new ArchitectureSampled(
                    plan.experimentId(),
                    plan.trialId(round, update, index),
                    TrialPurpose.REINFORCE,
                    round,
                    update,
                    index,
                    sample.architecture().sequence(),
                    version,
                    sample.logProbability(),
                    weights,
                    plan.settings());
        });
    }

    /** What a trial measures. */
    Sample trial(Policy policy, int round, int update, int index) {
        return draw(policy, Seeds.stream(plan.settings().seed(), "trial", round, update, index));
    }

    private Sample draw(Policy policy, RandomGenerator random) {
        return isControl() ? Sample.uniform(policy.space(), random) : policy.sample(random);
    }

    private boolean isControl() {
        return plan.settings().search().strategy() == SearchStrategy.RANDOM;
    }

    /** DERIVE: the candidates. */
    List<ArchitectureSampled> candidates(Policy policy) {
        List<ArchitectureSampled> candidates = new ArrayList<>();
        for (Sample sample : candidateSamples(policy)) {
            int index = candidates.size();
            candidates.add(new ArchitectureSampled(
                    plan.experimentId(),
                    plan.candidateId(index),
                    TrialPurpose.DERIVE,
                    plan.rounds(),
                    0,
                    index,
                    sample.architecture().sequence(),
                    plan.lastVersion(),
                    sample.logProbability(),
                    plan.weightsAfter(plan.rounds() - 1, log).orElseThrow(),
                    plan.settings()));
        }
        return candidates;
    }

    /**
     * The most probable architecture of the final policy and different ones drawn from it. The control has no policy: it takes the
     * best trials of the last round, which its budget has paid for.
     */
    List<Sample> candidateSamples(Policy policy) {
        ExperimentSettings settings = plan.settings();
        int wanted = settings.search().candidates();
        Map<String, Sample> distinct = new LinkedHashMap<>();
        if (isControl()) {
            log.rewards(plan.rounds() - 1).stream()
                    .sorted(Comparator.comparingDouble(RewardMeasured::reward)
                            .reversed()
                            .thenComparing(RewardMeasured::trialId))
                    .map(reward -> Sample.uniform(Architecture.parse(policy.space(), reward.sequence())))
                    .filter(sample -> distinct.size() < wanted)
                    .forEach(
                            sample -> distinct.putIfAbsent(sample.architecture().sequence(), sample));
        } else {
            Sample mostProbable = policy.mostProbable();
            distinct.put(mostProbable.architecture().sequence(), mostProbable);
        }
        RandomGenerator random = Seeds.stream(settings.seed(), "candidates");
        // A confident policy may not have that many different ones to give
        int draws = 10 * wanted;
        for (int i = 0; i < draws && distinct.size() < wanted; i++) {
            Sample sample = draw(policy, random);
            distinct.putIfAbsent(sample.architecture().sequence(), sample);
        }
        return List.copyOf(distinct.values());
    }

    /** RETRAIN: the next segment of a finalist. */
    Event finalistSegment(Stage.Finalist finalist, Optional<NetworkTrained> soFar, int stageEnd) {
        return segment(TrainingStage.FINALIST, finalist.candidate(), finalist.sequence(), soFar, stageEnd);
    }

    /** The next segment of the winner; the last one exports the model. */
    Event winnerSegment(NetworkTrained soFar) {
        return segment(
                TrainingStage.WINNER,
                soFar.candidate(),
                soFar.sequence(),
                Optional.of(soFar),
                plan.settings().training().steps());
    }

    private Event segment(
            TrainingStage stage, int candidate, String sequence, Optional<NetworkTrained> soFar, int stageEnd) {
        int fromStep = soFar.map(NetworkTrained::toStep).orElse(0);
        int toStep = plan.segmentEnd(fromStep, stageEnd);
        return new NetworkTrainingRequested(
                plan.experimentId(),
                plan.segmentId(candidate, toStep),
                plan.networkId(candidate),
                stage,
                candidate,
                sequence,
                fromStep,
                toStep,
                soFar.map(NetworkTrained::checkpoint).orElse(null),
                stage == TrainingStage.WINNER && toStep == stageEnd,
                plan.settings(),
                soFar.map(NetworkTrained::average).orElse(null),
                soFar.map(NetworkTrained::best).orElse(null));
    }
}
