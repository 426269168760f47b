package org.deconas.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.deconas.schema.ArtifactReference;
import org.deconas.schema.ExperimentSettings;
import org.deconas.schema.NetworkTrained;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.SharedWeightsPublished;
import org.deconas.schema.TrialEnded;

/**
 * The arithmetic of a search's rounds: what each piece of work is called, and which policy version and weights it goes with. Names
 * are the same in each run, so that work that is given twice is recognised.
 */
record SearchPlan(String experimentId, ExperimentSettings settings) {

    int rounds() {
        return settings.search().rounds();
    }

    int lanes() {
        return settings.search().lanes();
    }

    /** Whether the policy learns in this round. */
    boolean learnsIn(int round) {
        return round >= settings.search().warmUpRounds();
    }

    /** The policy's version before that update of that round. */
    long versionBefore(int round, int update) {
        int learning = Math.max(0, round - settings.search().warmUpRounds());
        return (long) learning * settings.search().updatesPerRound() + update;
    }

    /** The policy's version at the end of the search. */
    long lastVersion() {
        return versionBefore(rounds(), 0);
    }

    /** Shared steps of a lane in a round: the round's steps are dealt out evenly, the first lanes take the rest. */
    int stepsOfLane(int lane) {
        int steps = settings.search().stepsPerRound();
        return steps / lanes() + (lane < steps % lanes() ? 1 : 0);
    }

    String trainId(int round, int lane) {
        return experimentId + "/r" + round + "/train-" + lane;
    }

    String trialId(int round, int update, int index) {
        return experimentId + "/r" + round + "/u" + update + "/t" + index;
    }

    String candidateId(int index) {
        return experimentId + "/candidate-" + index;
    }

    String networkId(int candidate) {
        return experimentId + "/network-" + candidate;
    }

    String segmentId(int candidate, int toStep) {
        return networkId(candidate) + "/to-" + toStep;
    }

    /** Where the segment that starts at a step ends: at the next multiple of the segment length, or where the stage ends. */
    int segmentEnd(int fromStep, int stageEnd) {
        int length = settings.training().segmentSteps();
        return Math.min(stageEnd, (fromStep / length + 1) * length);
    }

    /** What a network of that architecture is worth. */
    double reward(String sequence, double psnr) {
        return SearchSettings.reward(settings, sequence, psnr);
    }

    /** The best of the candidates that could be measured, the best first. */
    List<Stage.Finalist> finalists(List<TrialEnded> candidates) {
        return candidates.stream()
                .filter(RewardMeasured.class::isInstance)
                .map(RewardMeasured.class::cast)
                .sorted(Comparator.comparingDouble(RewardMeasured::reward)
                        .reversed()
                        .thenComparing(RewardMeasured::index))
                .limit(settings.search().finalists())
                .map(reward -> new Stage.Finalist(reward.index(), reward.sequence()))
                .toList();
    }

    /**
     * The finalist whose training from scratch was worth most. Of equal ones the better candidate.
     *
     * @param finalists trained to the end of their stage, the best candidate first
     */
    NetworkTrained winner(List<Stage.Finalist> finalists, SearchLog log) {
        NetworkTrained winner = null;
        double best = Double.NEGATIVE_INFINITY;
        for (Stage.Finalist finalist : finalists) {
            NetworkTrained trained =
                    log.finalist(networkId(finalist.candidate())).orElseThrow();
            double psnr = trained.best() == null
                    ? trained.validationPsnr()
                    : trained.best().validationPsnr();
            double score = reward(finalist.sequence(), psnr);
            if (score > best) {
                best = score;
                winner = trained;
            }
        }
        return winner;
    }

    /** The weights that all lanes of a round left, or nothing while one is still at it. */
    Optional<List<ArtifactReference>> weightsAfter(int round, SearchLog log) {
        List<ArtifactReference> weights = new ArrayList<>();
        for (int lane : IntStream.range(0, lanes()).toArray()) {
            Optional<SharedWeightsPublished> published = log.sharedWeights(trainId(round, lane));
            if (published.isEmpty()) {
                return Optional.empty();
            }
            weights.add(published.get().weights());
        }
        return Optional.of(List.copyOf(weights));
    }
}
