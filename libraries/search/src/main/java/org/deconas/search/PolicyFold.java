package org.deconas.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.deconas.controller.MeasuredTrial;
import org.deconas.controller.Policy;
import org.deconas.controller.PolicyOptions;
import org.deconas.controller.PolicySnapshot;
import org.deconas.controller.PolicyUpdate;
import org.deconas.controller.Reinforce;
import org.deconas.controller.Sample;
import org.deconas.schema.ArtifactReference;
import org.deconas.schema.ExperimentSettings;
import org.deconas.schema.PolicyUpdated;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.SearchStrategy;
import org.deconas.schema.Seeds;
import org.deconas.schema.TrialEnded;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.SearchSpace;

/**
 * One experiment's policy as a fold: version 0 follows from the seed; version n + 1 from version n and the trials of the n-th update,
 * taken in their order within the update, whatever order they came in. A trial counts once, by its id's place; what comes for an update
 * that is done changes nothing.
 */
final class PolicyFold {

    private static final long NONE = -1;

    private final String experimentId;
    private final Function<ArtifactReference, Reinforce> snapshots;
    private ExperimentSettings settings; // null until the request was read
    private long version = NONE;
    private ArtifactReference snapshot;
    private Reinforce learner; // null until it is needed
    private final List<TrialEnded> waiting = new ArrayList<>();
    private final Map<Long, NavigableMap<Integer, TrialEnded>> ended = new HashMap<>(); // by update, then index

    /**
     * @param snapshots the learners of versions that the log has: where a fold that did not make them itself goes on from
     */
    PolicyFold(String experimentId, Function<ArtifactReference, Reinforce> snapshots) {
        this.experimentId = experimentId;
        this.snapshots = snapshots;
    }

    /**
     * A version that follows.
     *
     * @param learner what it became
     * @param applied the trials that moved it, in their order
     */
    record Step(
            Reinforce learner,
            int round,
            int update,
            List<String> applied,
            double meanReward,
            double meanEntropy,
            double gradientNorm) {

        long version() {
            return learner.version();
        }

        String parametersSha256() {
            return PolicySnapshot.parametersSha256(learner.policy());
        }
    }

    /** What the log is told of a version that was stored. */
    PolicyUpdated published(Step step, ArtifactReference stored) {
        return new PolicyUpdated(
                experimentId,
                step.version(),
                step.round(),
                step.update(),
                step.applied(),
                step.parametersSha256(),
                stored,
                step.learner().baseline(),
                step.meanReward(),
                step.meanEntropy(),
                step.gradientNorm());
    }

    void requested(ExperimentSettings newSettings) {
        settings = newSettings;
    }

    void updated(PolicyUpdated event) {
        if (event.version() > version) {
            version = event.version();
            snapshot = event.snapshot();
            learner = null;
            ended.keySet().removeIf(update -> update < version);
        }
    }

    /** Which update it is for follows from the settings, which may not have been read yet: so it waits. */
    void ended(TrialEnded trial) {
        waiting.add(trial);
    }

    /** The next version, if all that it follows from is known. */
    Optional<Step> next() {
        if (settings == null) {
            return Optional.empty();
        }
        sortIn();
        if (version == NONE) {
            return Optional.of(become(new Step(initial(), 0, -1, List.of(), 0, 0, 0)));
        }
        NavigableMap<Integer, TrialEnded> batch = ended.get(version);
        if (batch == null || batch.size() < settings.search().trialsPerUpdate()) {
            return Optional.empty();
        }
        ended.remove(version);
        return Optional.of(become(apply(List.copyOf(batch.values()))));
    }

    private Reinforce learner() {
        if (learner == null) {
            learner = snapshots.apply(snapshot);
        }
        return learner;
    }

    private void sortIn() {
        for (TrialEnded trial : waiting) {
            long update = (long) (trial.round() - settings.search().warmUpRounds())
                            * settings.search().updatesPerRound()
                    + trial.update();
            if (update >= Math.max(0, version)) {
                ended.computeIfAbsent(update, key -> new TreeMap<>()).putIfAbsent(trial.index(), trial);
            }
        }
        waiting.clear();
    }

    private Reinforce initial() {
        SearchSpace space = SearchSettings.space(settings.network());
        PolicyOptions options = SearchSettings.policyOptions(settings.policy());
        return Reinforce.startingFrom(Policy.initial(space, options, Seeds.stream(settings.seed(), "policy")));
    }

    private Step apply(List<TrialEnded> trials) {
        SearchSpace space = learner().policy().space();
        List<MeasuredTrial> measured = new ArrayList<>();
        List<String> applied = new ArrayList<>();
        for (TrialEnded trial : trials) {
            if (trial instanceof RewardMeasured reward) {
                measured.add(new MeasuredTrial(
                        Architecture.parse(space, reward.sequence()), reward.logProbability(), reward.reward()));
                applied.add(reward.trialId());
            }
        }
        TrialEnded first = trials.get(0);
        if (settings.search().strategy() == SearchStrategy.RANDOM) {
            // The control counts its rewards and learns nothing from them
            double mean = measured.stream()
                    .mapToDouble(MeasuredTrial::reward)
                    .average()
                    .orElse(0);
            return new Step(
                    learner.apply(List.of()).state(),
                    first.round(),
                    first.update(),
                    applied,
                    mean,
                    Sample.uniformEntropy(space),
                    0);
        }
        PolicyUpdate update = learner.apply(measured);
        return new Step(
                update.state(),
                first.round(),
                first.update(),
                applied,
                update.meanReward(),
                update.meanEntropy(),
                update.gradientNorm());
    }

    private Step become(Step step) {
        learner = step.learner();
        version = step.version();
        return step;
    }
}
