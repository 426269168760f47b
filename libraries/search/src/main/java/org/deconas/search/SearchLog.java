package org.deconas.search;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deconas.schema.ArchitectureSampled;
import org.deconas.schema.ArtifactReference;
import org.deconas.schema.Event;
import org.deconas.schema.ExperimentPauseRequested;
import org.deconas.schema.ExperimentRequested;
import org.deconas.schema.ExperimentResumeRequested;
import org.deconas.schema.ExperimentSettings;
import org.deconas.schema.ExperimentStopRequested;
import org.deconas.schema.ModelTrained;
import org.deconas.schema.NetworkTrained;
import org.deconas.schema.NetworkTrainingRequested;
import org.deconas.schema.Pauses;
import org.deconas.schema.PhaseStarted;
import org.deconas.schema.PolicyUpdated;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.SearchStrategy;
import org.deconas.schema.SharedTrainingRequested;
import org.deconas.schema.SharedWeightsPublished;
import org.deconas.schema.TrainingFailed;
import org.deconas.schema.TrainingStage;
import org.deconas.schema.TrialEnded;
import org.deconas.schema.TrialPurpose;

/** What the log says of one search. Answers are found by what they answer, so their order and repetitions do not matter. */
final class SearchLog {

    private ExperimentRequested request; // null until it was read
    private boolean stopRequested;
    private Pauses pauses = Pauses.NONE;
    private String failure; // null unless training failed
    private ModelTrained model; // null until the winner is a model
    private final Set<String> given = new HashSet<>(); // ids of work and phases that were given out
    private final Set<String> answered = new HashSet<>(); // ids of work that was answered
    private final Map<Long, ArtifactReference> policies = new HashMap<>(); // by version
    private final Map<String, SharedWeightsPublished> sharedWeights = new HashMap<>(); // by work
    private final Map<String, TrialEnded> candidates = new HashMap<>(); // DERIVE trials by id
    private final Map<String, RewardMeasured> rewards = new LinkedHashMap<>(); // of the control's trials, by id
    private final Map<String, NetworkTrained> networks = new HashMap<>(); // the furthest segment by network
    private final Map<String, NetworkTrained> finalists = new HashMap<>(); // the same, of its time as a finalist

    void note(Event event) {
        if (event instanceof ExperimentRequested requested) {
            request = requested;
        } else if (event instanceof ExperimentStopRequested) {
            stopRequested = true;
        } else if (event instanceof ExperimentPauseRequested pause) {
            pauses = pauses.and(pause);
        } else if (event instanceof ExperimentResumeRequested resumption) {
            pauses = pauses.and(resumption);
        } else if (event instanceof TrainingFailed failed) {
            failure = failed.reason();
        } else if (event instanceof ModelTrained trained) {
            model = trained;
        } else if (event instanceof PolicyUpdated update) {
            policies.putIfAbsent(update.version(), update.snapshot());
        } else if (event instanceof SharedWeightsPublished published) {
            sharedWeights.putIfAbsent(published.workId(), published);
            answered.add(published.workId());
        } else if (event instanceof TrialEnded trial) {
            note(trial);
        } else if (event instanceof NetworkTrained trained) {
            furthest(networks, trained);
            if (trained.stage() == TrainingStage.FINALIST) {
                furthest(finalists, trained);
            }
            answered.add(trained.workId());
        } else if (event instanceof SharedTrainingRequested
                || event instanceof ArchitectureSampled
                || event instanceof NetworkTrainingRequested
                || event instanceof PhaseStarted) {
            given.add(event.eventId());
        }
    }

    /** Only the control looks back at single trials: the policy has learned from them. */
    private void note(TrialEnded trial) {
        answered.add(trial.trialId());
        if (trial.purpose() == TrialPurpose.DERIVE) {
            candidates.putIfAbsent(trial.trialId(), trial);
        } else if (trial instanceof RewardMeasured reward
                && (request == null || request.settings().search().strategy() == SearchStrategy.RANDOM)) {
            rewards.putIfAbsent(reward.trialId(), reward);
        }
    }

    private static void furthest(Map<String, NetworkTrained> networks, NetworkTrained trained) {
        networks.merge(trained.networkId(), trained, (known, now) -> now.toStep() > known.toStep() ? now : known);
    }

    /** Whether all that a search goes on from was read; true of one that begins anew. */
    boolean hasItsOrigin() {
        return request.origin() == null || answered.size() >= request.origin().answers();
    }

    /** Whether a piece of work of that id was given out, or answered: in a log that goes on from another one's answers. */
    boolean isGiven(String workId) {
        return given.contains(workId) || answered.contains(workId);
    }

    /** Whether this piece of work was never given out; from now on it was. */
    boolean isNew(Event work) {
        return !answered.contains(work.eventId()) && given.add(work.eventId());
    }

    Optional<ExperimentSettings> settings() {
        return Optional.ofNullable(request).map(ExperimentRequested::settings);
    }

    boolean isStopRequested() {
        return stopRequested;
    }

    boolean isPaused() {
        return pauses.isPaused();
    }

    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    Optional<ModelTrained> model() {
        return Optional.ofNullable(model);
    }

    Optional<ArtifactReference> policy(long version) {
        return Optional.ofNullable(policies.get(version));
    }

    Optional<SharedWeightsPublished> sharedWeights(String workId) {
        return Optional.ofNullable(sharedWeights.get(workId));
    }

    Optional<TrialEnded> candidate(String trialId) {
        return Optional.ofNullable(candidates.get(trialId));
    }

    /** The rewards of a round's trials. */
    List<RewardMeasured> rewards(int round) {
        return rewards.values().stream()
                .filter(reward -> reward.round() == round)
                .toList();
    }

    Optional<NetworkTrained> network(String networkId) {
        return Optional.ofNullable(networks.get(networkId));
    }

    /** A network as its time as a finalist left it. */
    Optional<NetworkTrained> finalist(String networkId) {
        return Optional.ofNullable(finalists.get(networkId));
    }
}
