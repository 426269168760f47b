package org.deconas.sampler;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.deconas.controller.Policy;
import org.deconas.controller.Sample;
import org.deconas.schema.ArchitectureSampled;
import org.deconas.schema.ArtifactReference;
import org.deconas.schema.Event;
import org.deconas.schema.ExperimentSettings;
import org.deconas.schema.NetworkTrained;
import org.deconas.schema.NetworkTrainingRequested;
import org.deconas.schema.Seeds;
import org.deconas.schema.SharedTrainingRequested;
import org.deconas.schema.TrainingStage;
import org.deconas.schema.TrialPurpose;

/** Makes the work of each stage; the same inputs give the same work, sequence by sequence. */
record Work(SearchPlan plan, SearchLog log, Policies policies) {

    /** TRAIN: freshly sampled sequences for each lane of a round, one for each minibatch. */
    List<SharedTrainingRequested> training(int round) {
        ExperimentSettings settings = plan.settings();
        Policy policy = policy(plan.versionBefore(round, 0));
        List<ArtifactReference> from =
                round == 0 ? List.of() : plan.weightsAfter(round - 1, log).orElseThrow();
        List<SharedTrainingRequested> lanes = new ArrayList<>();
        for (int lane = 0; lane < plan.lanes(); lane++) {
            RandomGenerator random = Seeds.stream(settings.seed(), "train-sequences", round, lane);
            List<String> sequences = new ArrayList<>();
            for (int step = 0; step < plan.stepsOfLane(lane); step++) {
                sequences.add(policy.sample(random).architecture().sequence());
            }
            long firstStep = (long) round * settings.search().stepsPerRound();
            lanes.add(new SharedTrainingRequested(
                    plan.experimentId(), plan.trainId(round, lane), round, lane, from, firstStep, sequences, settings));
        }
        return lanes;
    }

    /** EVALUATE: the trials of one policy update, sampled from the policy that it starts from. */
    List<ArchitectureSampled> trials(int round, int update) {
        long version = plan.versionBefore(round, update);
        Policy policy = policy(version);
        List<ArchitectureSampled> trials = new ArrayList<>();
        for (int index = 0; index < plan.settings().search().trialsPerUpdate(); index++) {
            Sample sample = policy.sample(Seeds.stream(plan.settings().seed(), "trial", round, update, index));
            trials.add(new ArchitectureSampled(
                    plan.experimentId(),
                    plan.trialId(round, update, index),
                    TrialPurpose.REINFORCE,
                    round,
                    update,
                    index,
                    sample.architecture().sequence(),
                    version,
                    sample.logProbability(),
                    plan.weightsAfter(round, log).orElseThrow(),
                    plan.settings()));
        }
        return trials;
    }

    /** DERIVE: the most probable architecture of the final policy and different ones drawn from it. */
    List<ArchitectureSampled> candidates() {
        ExperimentSettings settings = plan.settings();
        Policy policy = policy(plan.lastVersion());
        Map<String, Sample> distinct = new LinkedHashMap<>();
        Sample mostProbable = policy.mostProbable();
        distinct.put(mostProbable.architecture().sequence(), mostProbable);
        RandomGenerator random = Seeds.stream(settings.seed(), "candidates");
        // A confident policy may not have that many different ones to give
        int draws = 10 * settings.search().candidates();
        for (int i = 0; i < draws && distinct.size() < settings.search().candidates(); i++) {
            Sample sample = policy.sample(random);
            distinct.putIfAbsent(sample.architecture().sequence(), sample);
        }
        List<ArchitectureSampled> candidates = new ArrayList<>();
        for (Sample sample : distinct.values()) {
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
                    settings));
        }
        return candidates;
    }

    /** RETRAIN: the next segment of a finalist. */
    Event finalistSegment(Stage.Finalist finalist, Optional<NetworkTrained> soFar, int stageEnd) {
        return segment(
                TrainingStage.FINALIST,
                finalist.candidate(),
                finalist.sequence(),
                soFar.map(NetworkTrained::toStep).orElse(0),
                stageEnd,
                soFar.map(NetworkTrained::checkpoint).orElse(null));
    }

    /** The next segment of the winner; the last one exports the model. */
    Event winnerSegment(NetworkTrained soFar) {
        return segment(
                TrainingStage.WINNER,
                soFar.candidate(),
                soFar.sequence(),
                soFar.toStep(),
                plan.settings().training().steps(),
                soFar.checkpoint());
    }

    private Event segment(
            TrainingStage stage,
            int candidate,
            String sequence,
            int fromStep,
            int stageEnd,
            ArtifactReference checkpoint) {
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
                checkpoint,
                stage == TrainingStage.WINNER && toStep == stageEnd,
                plan.settings());
    }

    private Policy policy(long version) {
        return policies.load(log.policy(version).orElseThrow());
    }
}
