package org.deconas.schema;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Every topic of the mesh with its partitions and retention: the one place that says so. */
public enum Topic {
    /** What users ask of experiments, and how these end; all of it is kept for ever. */
    EXPERIMENTS("deconas.experiments", 1, Retention.COMPACTED),
    /** Work for trainers: architectures to train together, to measure, or to train alone. */
    ARCHITECTURES("deconas.architectures", 8, Retention.FOREVER),
    /** What trials were worth; one experiment's rewards are ordered, because the policy is a fold over them. */
    REWARDS("deconas.rewards", 4, Retention.FOREVER),
    /** Every version of every policy. */
    POLICIES("deconas.policies", 4, Retention.FOREVER),
    /** Weights of super-networks and checkpoints of networks, by digest. */
    WEIGHTS("deconas.weights", 4, Retention.FOREVER),
    /** Trained models that can be served; the latest of each is kept for ever. */
    MODELS("deconas.models", 1, Retention.COMPACTED),
    /** How far running work has come: of interest while it runs and soon after. */
    PROGRESS("deconas.progress", 4, Retention.WEEK),
    /** Which trainer does which piece of work: of interest while the work is open. No part of an experiment's log. */
    CLAIMS("deconas.claims", 4, Retention.WEEK);

    private enum Retention {
        COMPACTED,
        FOREVER,
        WEEK
    }

    private final String topicName;
    private final int partitions;
    private final Retention retention;

    Topic(String topicName, int partitions, Retention retention) {
        this.topicName = topicName;
        this.partitions = partitions;
        this.retention = retention;
    }

    /** The Kafka name. */
    public String topicName() {
        return topicName;
    }

    /** Where records of this topic go that nobody can read. */
    public String deadLetterName() {
        return topicName + ".dead-letter";
    }

    public int partitions() {
        return partitions;
    }

    /** Kafka's topic-level settings. */
    public Map<String, String> configuration() {
        return switch (retention) {
            case COMPACTED -> Map.of("cleanup.policy", "compact");
            case FOREVER -> Map.of("cleanup.policy", "delete", "retention.ms", "-1");
            case WEEK ->
                Map.of(
                        "cleanup.policy",
                        "delete",
                        "retention.ms",
                        Long.toString(Duration.ofDays(7).toMillis()));
        };
    }

    /** Kafka's topic-level settings of the dead-letter topic: kept for 30 days. */
    public Map<String, String> deadLetterConfiguration() {
        return Map.of(
                "cleanup.policy",
                "delete",
                "retention.ms",
                Long.toString(Duration.ofDays(30).toMillis()));
    }

    /** The topic of that Kafka name, if it is one of the mesh's. */
    public static Optional<Topic> ofName(String name) {
        return Arrays.stream(values())
                .filter(topic -> topic.topicName.equals(name))
                .findFirst();
    }
}
