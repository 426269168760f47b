package org.deconas.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
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
    private final PolicyStore store;
    private ExperimentSettings settings; // null until the request was read
    private long version = NONE;
    private ArtifactReference snapshot;
    private Reinforce learner; // null until it is needed
    private final List<TrialEnded> waiting = new ArrayList<>();
    private final Map<Long, NavigableMap<Integer, TrialEnded>> ended = new HashMap<>(); // by update, then index

    PolicyFold(String experimentId, PolicyStore store) {
        this.experimentId = experimentId;
        this.store = store;
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
    Optional<PolicyUpdated> next() {
        if (settings == null) {
            return Optional.empty();
        }
        sortIn();
        if (version == NONE) {
            return Optional.of(publish(initial(), 0, -1, List.of(), new Figures(0, 0, 0)));
        }
        NavigableMap<Integer, TrialEnded> batch = ended.get(version);
        if (batch == null || batch.size() < settings.search().trialsPerUpdate()) {
            return Optional.empty();
        }
        ended.remove(version);
        return Optional.of(apply(List.copyOf(batch.values())));
    }

    /** The learner of the newest version; there is one after the first {@link #next}. */
    Reinforce learner() {
        if (learner == null) {
            learner = store.load(snapshot);
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

    private PolicyUpdated apply(List<TrialEnded> trials) {
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
            return publish(
                    learner.apply(List.of()).state(),
                    first.round(),
                    first.update(),
                    applied,
                    new Figures(mean, Sample.uniformEntropy(space), 0));
        }
        PolicyUpdate update = learner.apply(measured);
        return publish(
                update.state(),
                first.round(),
                first.update(),
                applied,
                new Figures(update.meanReward(), update.meanEntropy(), update.gradientNorm()));
    }

    private record Figures(double meanReward, double meanEntropy, double gradientNorm) {}

    private PolicyUpdated publish(Reinforce state, int round, int update, List<String> applied, Figures figures) {
        learner = state;
        version = state.version();
        snapshot = store.store(state);
        return new PolicyUpdated(
                experimentId,
                version,
                round,
                update,
                applied,
                PolicySnapshot.parametersSha256(state.policy()),
                snapshot,
                state.baseline(),
                figures.meanReward(),
                figures.meanEntropy(),
                figures.gradientNorm());
    }
}
