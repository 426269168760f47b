package org.deconas.search;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deconas.schema.ArtifactReference;
import org.deconas.schema.Event;
import org.deconas.schema.ExperimentOrigin;
import org.deconas.schema.ExperimentRequested;
import org.deconas.schema.ExperimentSettings;
import org.deconas.schema.NetworkTrained;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.SharedWeightsPublished;
import org.deconas.schema.TrialFailed;
import org.deconas.schema.TrialPurpose;
import org.deconas.search.settings.SettingKeys;

/**
 * A new experiment that goes on from a point of another one's log. It takes over what trainers had answered up to there; the policy
 * follows from that, under the new settings, and so does the work that comes next.
 *
 * @param request to be written to the log after the answers
 * @param answers under the new experiment's name, in the order of the other log
 */
public record Continuation(ExperimentRequested request, List<Event> answers) {

    /** Settings that what was answered depends on. */
    private static final Set<String> FIXED_SEARCH = Set.of(
            "search.strategy",
            "search.steps-per-round",
            "search.warm-up-rounds",
            "search.updates-per-round",
            "search.trials-per-update",
            "search.trial-patches",
            "search.lanes");

    public Continuation {
        answers = List.copyOf(answers);
    }

    /**
     * Where another experiment's log is cut.
     *
     * @param rounds its first rounds count; all that follows does not
     * @param position nothing behind this position counts
     */
    public record Cut(int rounds, long position) {

        /** Keeps the first rounds. */
        public static Cut beforeRound(int round) {
            return new Cut(round, Long.MAX_VALUE);
        }

        /** Keeps all up to a position. */
        public static Cut after(long position) {
            return new Cut(Integer.MAX_VALUE, position);
        }
    }

    /** A record of the log at its position. */
    public record Logged(long position, Event event) {}

    /**
     * Makes a continuation.
     *
     * @param log of the other experiment, in its order
     * @throws IllegalArgumentException when there is no such point, or a changed setting would make what was answered untrue
     */
    public static Continuation of(
            String experimentId, String name, List<Logged> log, Cut cut, ExperimentSettings settings) {
        ExperimentRequested before = log.stream()
                .map(Logged::event)
                .filter(ExperimentRequested.class::isInstance)
                .map(ExperimentRequested.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The log has no ExperimentRequested"));
        Set<String> changed = SettingKeys.differing(before.settings(), settings);
        refuseUntrue(changed);
        refuseNoSuchPoint(cut, before.settings(), settings, log);
        boolean newCandidates = changed.stream().anyMatch(Continuation::movesCandidates);
        Map<String, Event> answers = new LinkedHashMap<>(); // by id: what is there twice counts once
        long last = 0;
        for (Logged logged : log) {
            if (logged.position() <= cut.position() && isKept(logged.event(), cut, settings, newCandidates)) {
                Event answer = Answers.renamed(logged.event(), experimentId);
                answers.putIfAbsent(
                        workId(answer),
                        answer instanceof RewardMeasured trial ? Answers.valued(trial, settings) : answer);
                last = logged.position();
            }
        }
        ExperimentOrigin origin = new ExperimentOrigin(before.experimentId(), last, answers.size());
        return new Continuation(
                new ExperimentRequested(experimentId, name, before.profile(), settings, origin),
                List.copyOf(answers.values()));
    }

    /** The blobs that the new experiment goes on from: they have to be in the artifact store. */
    public Set<ArtifactReference> weights() {
        Set<ArtifactReference> weights = new LinkedHashSet<>();
        int lastRound = answers.stream()
                .filter(SharedWeightsPublished.class::isInstance)
                .mapToInt(answer -> ((SharedWeightsPublished) answer).round())
                .max()
                .orElse(0);
        for (Event answer : answers) {
            if (answer instanceof SharedWeightsPublished published && published.round() == lastRound) {
                weights.add(published.weights());
            } else if (answer instanceof NetworkTrained network) {
                weights.add(network.checkpoint());
            }
        }
        return weights;
    }

    private static void refuseUntrue(Set<String> changed) {
        List<String> refused = changed.stream()
                .filter(key -> key.equals("seed")
                        || key.startsWith("network.")
                        || key.startsWith("data.")
                        || FIXED_SEARCH.contains(key))
                .toList();
        if (!refused.isEmpty()) {
            throw new IllegalArgumentException("An experiment that goes on from another one's answers cannot change "
                    + String.join(", ", refused) + ": the answers depend on it; start a new search");
        }
    }

    private static void refuseNoSuchPoint(
            Cut cut, ExperimentSettings before, ExperimentSettings settings, List<Logged> log) {
        int rounds = before.search().rounds();
        if (cut.rounds() != Integer.MAX_VALUE && (cut.rounds() < 0 || cut.rounds() > rounds)) {
            throw new IllegalArgumentException("Round " + cut.rounds() + " is not in the log; it has rounds 0 to "
                    + (rounds - 1) + ", and " + rounds + " goes on after the last");
        }
        long end = log.get(log.size() - 1).position();
        if (cut.position() != Long.MAX_VALUE && (cut.position() < log.get(0).position() || cut.position() > end)) {
            throw new IllegalArgumentException("Position " + cut.position() + " is not in the log; it has positions "
                    + log.get(0).position() + " to " + end);
        }
        int kept = Math.min(cut.rounds(), rounds);
        if (cut.rounds() != Integer.MAX_VALUE && settings.search().rounds() < kept) {
            throw new IllegalArgumentException("search.rounds is "
                    + settings.search().rounds() + ", but " + kept + " rounds of the other experiment are to count");
        }
    }

    /** Whether the final policy's candidates, or which of them are best, depend on that setting. */
    private static boolean movesCandidates(String key) {
        return key.startsWith("reward.") || key.startsWith("policy.") || key.startsWith("search.");
    }

    private static boolean isKept(Event event, Cut cut, ExperimentSettings settings, boolean newCandidates) {
        int rounds = Math.min(cut.rounds(), settings.search().rounds());
        boolean afterRounds = cut.rounds() == Integer.MAX_VALUE && !newCandidates;
        if (event instanceof SharedWeightsPublished weights) {
            return weights.round() < rounds;
        }
        if (event instanceof RewardMeasured trial) {
            return trial.purpose() == TrialPurpose.REINFORCE ? trial.round() < rounds : afterRounds;
        }
        if (event instanceof TrialFailed trial) {
            return trial.purpose() == TrialPurpose.REINFORCE ? trial.round() < rounds : afterRounds;
        }
        // The last segment is trained once more: it is the one that exports the model
        return event instanceof NetworkTrained network
                && afterRounds
                && network.toStep() < settings.training().steps();
    }

    private static String workId(Event answer) {
        if (answer instanceof SharedWeightsPublished weights) {
            return weights.workId();
        }
        if (answer instanceof NetworkTrained network) {
            return network.workId();
        }
        return ((org.deconas.schema.TrialEnded) answer).trialId();
    }
}
