package org.deconas.systemtests.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deconas.schema.ArchitectureSampled;
import org.deconas.schema.Event;
import org.deconas.schema.EventCodec;
import org.deconas.schema.ExperimentEnded;
import org.deconas.schema.PolicyUpdated;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.TrialEnded;
import org.deconas.schema.TrialFailed;
import org.deconas.schema.TrialPurpose;
import org.deconas.schema.WorkEvent;
import org.deconas.search.LogArchive;
import org.deconas.search.Replay;
import org.deconas.search.Verification;

/**
 * Proves of one experiment, from the topics and the read model, that nothing was lost and nothing counted twice: every sampled trial
 * ended once, every reward was applied once, every policy version follows from the rewards, and the read model has what the log has.
 */
final class ExperimentCheck {

    private final String id;
    private final Map<String, Event> events = new LinkedHashMap<>(); // what counts: the first of each kind and id
    private final List<String> faults = new ArrayList<>();
    private int records;
    private int repeated;

    /** What was found. */
    record Result(
            String id,
            int records,
            int repeated,
            int trials,
            int failedTrials,
            Verification replay,
            List<String> faults) {}

    /**
     * @param log all topics; the events of other experiments are passed over
     */
    ExperimentCheck(String id, List<TopicLog.Entry> log) {
        this.id = id;
        for (TopicLog.Entry entry : log) {
            Event event = entry.event();
            if (event.experimentId().equals(id) && !(event instanceof WorkEvent)) {
                records++;
                if (events.putIfAbsent(key(event), event) != null) {
                    repeated++;
                }
            }
        }
    }

    private static String key(Event event) {
        return EventCodec.type(event) + " " + event.eventId();
    }

    /**
     * Checks.
     *
     * @param archive the experiment as the read model exports it
     * @param trials what the read model says of its trials
     * @param policies what it says of its policies
     */
    Result check(byte[] archive, JsonNode trials, JsonNode policies) throws IOException {
        Map<String, TrialEnded> ended = trialsEndOnce();
        Map<String, Long> applied = rewardsAreAppliedOnce(ended);
        Verification replay = Replay.of(List.copyOf(events.values())).verify();
        require(replay.isIdentical(), "replay differs: " + replay.differences());
        long ends = ofKind(ExperimentEnded.class).size();
        require(ends == 1, "it ended " + ends + " times");
        require(
                ofKind(ExperimentEnded.class).stream()
                        .allMatch(end -> end.outcome() == ExperimentEnded.Outcome.COMPLETED),
                "it ended as " + ofKind(ExperimentEnded.class));
        readModelHasTheLog(archive);
        readModelHasTheTrials(trials, ended, applied);
        readModelHasThePolicies(policies);
        int failed = (int)
                ended.values().stream().filter(TrialFailed.class::isInstance).count();
        return new Result(id, records, repeated, ended.size(), failed, replay, List.copyOf(faults));
    }

    /** The outcome that counts of each trial: the first in the log. Others of the same trial are late, and of its other kind. */
    private Map<String, TrialEnded> trialsEndOnce() {
        Map<String, TrialEnded> ended = new HashMap<>();
        ofKind(TrialEnded.class).forEach(trial -> ended.putIfAbsent(trial.trialId(), trial));
        Set<String> sampled = new HashSet<>();
        ofKind(ArchitectureSampled.class).forEach(trial -> sampled.add(trial.trialId()));
        require(ended.keySet().equals(sampled), "sampled are " + sampled.size() + " trials, ended " + ended.size());
        return ended;
    }

    private Map<String, Long> rewardsAreAppliedOnce(Map<String, TrialEnded> ended) {
        Map<String, Long> applied = new HashMap<>(); // trial → version
        for (PolicyUpdated policy : ofKind(PolicyUpdated.class)) {
            for (String trial : policy.appliedTrials()) {
                Long before = applied.put(trial, policy.version());
                require(before == null, trial + " is applied in versions " + before + " and " + policy.version());
            }
        }
        ended.values().forEach(trial -> {
            boolean counts = trial instanceof RewardMeasured && trial.purpose() == TrialPurpose.REINFORCE;
            require(
                    counts == applied.containsKey(trial.trialId()),
                    trial.trialId() + (counts ? " was measured and never applied" : " was applied and must not be"));
        });
        return applied;
    }

    private void readModelHasTheLog(byte[] archive) throws IOException {
        Map<String, JsonNode> projected = new HashMap<>();
        try (LogArchive.Reader reader = new LogArchive.Reader(new ByteArrayInputStream(archive))) {
            for (Optional<LogArchive.Entry> entry = reader.nextEvent(); entry.isPresent(); entry = reader.nextEvent()) {
                JsonNode before = projected.put(
                        entry.get().type() + " " + entry.get().id(),
                        EventCodec.mapper().readTree(entry.get().body()));
                require(before == null, "the read model has " + entry.get().id() + " twice");
            }
        }
        for (Map.Entry<String, Event> event : events.entrySet()) {
            JsonNode found = projected.remove(event.getKey());
            require(
                    found != null && found.equals(EventCodec.mapper().readTree(EventCodec.encode(event.getValue()))),
                    "the read model has " + found + " for " + event.getKey());
        }
        require(projected.isEmpty(), "the read model has what the log has not: " + projected.keySet());
    }

    private void readModelHasTheTrials(JsonNode trials, Map<String, TrialEnded> ended, Map<String, Long> applied) {
        require(
                trials.path("total").asInt() == ended.size(),
                "the read model has " + trials.path("total").asInt() + " trials");
        for (JsonNode trial : trials.path("items")) {
            String trialId = trial.path("id").asText();
            String state = trial.path("state").asText();
            String expected = ended.get(trialId) instanceof TrialFailed
                    ? "FAILED"
                    : applied.containsKey(trialId) ? "APPLIED" : "MEASURED";
            require(state.equals(expected), trialId + " is " + state + " in the read model, not " + expected);
            if (ended.get(trialId) instanceof RewardMeasured reward) {
                require(
                        trial.path("reward").asDouble() == reward.reward(),
                        trialId + " has reward " + trial.path("reward") + " in the read model, not " + reward.reward());
            }
        }
    }

    private void readModelHasThePolicies(JsonNode policies) {
        Map<Long, String> digests = new HashMap<>();
        policies.path("items")
                .forEach(policy -> digests.put(
                        policy.path("version").asLong(),
                        policy.path("parametersSha256").asText()));
        for (PolicyUpdated policy : ofKind(PolicyUpdated.class)) {
            require(
                    policy.parametersSha256().equals(digests.remove(policy.version())),
                    "the read model has another policy version " + policy.version());
        }
        require(digests.isEmpty(), "the read model has policies that the log has not");
    }

    private <T> List<T> ofKind(Class<T> kind) {
        return events.values().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            faults.add(id + ": " + otherwise);
        }
    }
}
