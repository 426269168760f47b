package org.deconas.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TopicTest {

    @ParameterizedTest
    @CsvSource({
        "EXPERIMENTS,   deconas.experiments,   1, compact",
        "ARCHITECTURES, deconas.architectures, 8, delete",
        "REWARDS,       deconas.rewards,       4, delete",
        "POLICIES,      deconas.policies,      4, delete",
        "WEIGHTS,       deconas.weights,       4, delete",
        "MODELS,        deconas.models,        1, compact",
        "PROGRESS,      deconas.progress,      4, delete"
    })
    void namesAndPartitionsAreThoseOfRunningMeshes(Topic topic, String name, int partitions, String cleanup) {
        // Then
        assertThat(topic.topicName()).isEqualTo(name);
        assertThat(topic.partitions()).isEqualTo(partitions);
        assertThat(topic.configuration()).containsEntry("cleanup.policy", cleanup);
        assertThat(topic.deadLetterName()).isEqualTo(name + ".dead-letter");
        assertThat(Topic.ofName(name)).contains(topic);
    }

    @Test
    void onlyProgressAndClaimsAreForgotten() {
        // When
        Map<String, List<Topic>> byRetention = Arrays.stream(Topic.values())
                .collect(Collectors.groupingBy(
                        topic -> topic.configuration().getOrDefault("retention.ms", "latest of each key")));
        // Then
        assertThat(byRetention)
                .containsEntry("604800000", List.of(Topic.PROGRESS, Topic.CLAIMS))
                .containsOnlyKeys("604800000", "-1", "latest of each key");
    }

    @Test
    void unknownNameIsNoTopic() {
        assertThat(Topic.ofName("deconas.elsewhere")).isEmpty();
    }

    /** Compaction keeps the latest record of a key alone, so kinds that share a compacted topic must not share keys. */
    @ParameterizedTest
    @EnumSource(
            value = Topic.class,
            names = {"EXPERIMENTS", "MODELS"})
    void kindsThatShareACompactedTopicHaveKeysOfTheirOwn(Topic topic) {
        // Given
        List<Event> events = EventFiles.types()
                .map(EventFiles::goldenEvent)
                .filter(event -> event.topic() == topic)
                .toList();
        // When
        Set<String> keys = events.stream().map(Event::key).collect(Collectors.toSet());
        // Then
        assertThat(keys).hasSameSizeAs(events);
    }
}
