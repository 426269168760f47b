package org.deconas.sampler;

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
import org.deconas.schema.ExperimentRequested;
import org.deconas.schema.ExperimentSettings;
import org.deconas.schema.ExperimentStopRequested;
import org.deconas.schema.ModelTrained;
import org.deconas.schema.NetworkTrained;
import org.deconas.schema.NetworkTrainingRequested;
import org.deconas.schema.PhaseStarted;
import org.deconas.schema.PolicyUpdated;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.SearchStrategy;
import org.deconas.schema.SharedTrainingRequested;
import org.deconas.schema.SharedWeightsPublished;
import org.deconas.schema.TrainingFailed;
import org.deconas.schema.TrialEnded;
import org.deconas.schema.TrialPurpose;

/** What the log says of one search. Answers are found by what they answer, so their order and repetitions do not matter. */
final class SearchLog {

    private ExperimentSettings settings; // null until the request was read
    private boolean stopRequested;
    private String failure; // null unless training failed
    private ModelTrained model; // null until the winner is a model
    private final Set<String> given = new HashSet<>(); // ids of work and phases that were given out
    private final Map<Long, ArtifactReference> policies = new HashMap<>(); // by version
    private final Map<String, SharedWeightsPublished> sharedWeights = new HashMap<>(); // by work
    private final Map<String, TrialEnded> candidates = new HashMap<>(); // DERIVE trials by id
    private final Map<String, RewardMeasured> rewards = new LinkedHashMap<>(); // of the control's trials, by id
    private final Map<String, NetworkTrained> networks = new HashMap<>(); // the furthest segment by network

    void note(Event event) {
        if (event instanceof ExperimentRequested request) {
            settings = request.settings();
        } else if (event instanceof ExperimentStopRequested) {
            stopRequested = true;
        } else if (event instanceof TrainingFailed failed) {
            failure = failed.reason();
        } else if (event instanceof ModelTrained trained) {
            model = trained;
        } else if (event instanceof PolicyUpdated update) {
            policies.putIfAbsent(update.version(), update.snapshot());
        } else if (event instanceof SharedWeightsPublished published) {
            sharedWeights.putIfAbsent(published.workId(), published);
        } else if (event instanceof TrialEnded trial && trial.purpose() == TrialPurpose.DERIVE) {
            candidates.putIfAbsent(trial.trialId(), trial);
        } else if (event instanceof RewardMeasured reward) {
            note(reward);
        } else if (event instanceof NetworkTrained trained) {
            networks.merge(trained.networkId(), trained, (known, now) -> now.toStep() > known.toStep() ? now : known);
        } else if (event instanceof SharedTrainingRequested
                || event instanceof ArchitectureSampled
                || event instanceof NetworkTrainingRequested
                || event instanceof PhaseStarted) {
            given.add(event.eventId());
        }
    }

    /** Whether a piece of work of that id was given out. */
    boolean isGiven(String workId) {
        return given.contains(workId);
    }

    /** Whether this piece of work was never given out; from now on it was. */
    boolean isNew(Event work) {
        return given.add(work.eventId());
    }

    Optional<ExperimentSettings> settings() {
        return Optional.ofNullable(settings);
    }

    boolean isStopRequested() {
        return stopRequested;
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

    /** Only the control looks back at single trials: the policy has learned from them. */
    private void note(RewardMeasured reward) {
        if (settings == null || settings.search().strategy() == SearchStrategy.RANDOM) {
            rewards.putIfAbsent(reward.trialId(), reward);
        }
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
}
