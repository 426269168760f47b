package org.deconas.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.deconas.schema.ArchitectureSampled;
import org.deconas.schema.Event;
import org.deconas.schema.ExperimentRequested;
import org.deconas.schema.ExperimentSettings;
import org.deconas.schema.ModelTrained;
import org.deconas.schema.PolicyUpdated;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.SharedTrainingRequested;
import org.deconas.schema.TrialEnded;
import org.deconas.schema.TrialPurpose;

/**
 * One experiment's log, to be folded again: by the same state machines as in the services, from nothing but its request and what
 * trainers answered.
 */
public final class Replay {

    private final ExperimentRequested request;
    private final SearchLog log = new SearchLog();
    private final Map<String, TrialEnded> ended = new LinkedHashMap<>(); // REINFORCE trials by id, in the log's order
    private final List<RewardMeasured> candidates = new ArrayList<>(); // measured DERIVE trials
    private final TreeMap<Long, PolicyUpdated> policies = new TreeMap<>();
    private final Map<Long, List<ArchitectureSampled>> samples = new HashMap<>(); // by the version they were drawn from
    private final List<SharedTrainingRequested> training = new ArrayList<>();
    private ModelTrained model; // null when it has none

    private Replay(ExperimentRequested request, Collection<? extends Event> events) {
        this.request = request;
        Set<String> seen = new HashSet<>();
        for (Event event : events) {
            if (seen.add(event.eventId())) {
                note(event);
            }
        }
    }

    /**
     * Takes a log.
     *
     * @param events of one experiment, in the order of the log; what is there twice counts once, the first time
     * @throws IllegalArgumentException when the request is missing, or there are events of another experiment
     */
    public static Replay of(Collection<? extends Event> events) {
        ExperimentRequested request = events.stream()
                .filter(ExperimentRequested.class::isInstance)
                .map(ExperimentRequested.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "The log has no ExperimentRequested; a replay needs an experiment's whole log"));
        events.stream()
                .filter(event -> !event.experimentId().equals(request.experimentId()))
                .findFirst()
                .ifPresent(stranger -> {
                    throw new IllegalArgumentException("The log is of experiment " + request.experimentId()
                            + ", but has an event of " + stranger.experimentId());
                });
        return new Replay(request, events);
    }

    private void note(Event event) {
        log.note(event);
        if (event instanceof TrialEnded trial && trial.purpose() == TrialPurpose.REINFORCE) {
            ended.putIfAbsent(trial.trialId(), trial);
        } else if (event instanceof RewardMeasured reward) {
            candidates.add(reward);
        } else if (event instanceof PolicyUpdated policy) {
            policies.putIfAbsent(policy.version(), policy);
        } else if (event instanceof ArchitectureSampled sample) {
            samples.computeIfAbsent(sample.policyVersion(), version -> new ArrayList<>())
                    .add(sample);
        } else if (event instanceof SharedTrainingRequested work) {
            training.add(work);
        } else if (event instanceof ModelTrained trained) {
            model = trained;
        }
    }

    public String experimentId() {
        return request.experimentId();
    }

    /** The settings that the experiment had. */
    public ExperimentSettings settings() {
        return request.settings();
    }

    /** Whether all that follows from the request and the answers is what the log has, to the bit. */
    public Verification verify() {
        return new VerificationRun(this).run();
    }

    /**
     * What the policy would have become with other settings.
     *
     * @param settings as {@link WhatIf#isAnswered} accepts them
     * @throws IllegalArgumentException when the log cannot say, because what was measured depends on a changed setting
     */
    public WhatIf ask(ExperimentSettings settings) {
        return new WhatIfRun(this, settings).run();
    }

    /** The experiment's policy with nothing applied yet, but all the trials of the log at hand. */
    PolicyFold fold(ExperimentSettings settings, Collection<? extends TrialEnded> trials) {
        PolicyFold fold = new PolicyFold(experimentId(), reference -> {
            throw new IllegalStateException("A replay goes on from what it has folded itself");
        });
        fold.requested(settings);
        trials.forEach(fold::ended);
        return fold;
    }

    SearchLog log() {
        return log;
    }

    SearchPlan plan() {
        return new SearchPlan(experimentId(), settings());
    }

    /** The REINFORCE trials that ended, in the log's order. */
    Collection<TrialEnded> ended() {
        return ended.values();
    }

    /** The candidates that were measured. */
    Collection<RewardMeasured> candidates() {
        return candidates;
    }

    /** The versions that the log has, oldest first. */
    Collection<PolicyUpdated> policies() {
        return policies.values();
    }

    /** The architectures that the log says were drawn from a version to be measured. */
    List<ArchitectureSampled> samplesOf(long version) {
        return samples.getOrDefault(version, List.of());
    }

    /** The shared training that the log says was asked for with that version. */
    List<SharedTrainingRequested> trainingOf(long version) {
        return training.stream()
                .filter(work -> plan().versionBefore(work.round(), 0) == version)
                .toList();
    }

    Optional<ModelTrained> model() {
        return Optional.ofNullable(model);
    }
}
