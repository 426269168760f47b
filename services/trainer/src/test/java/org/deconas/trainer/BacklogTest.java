package org.deconas.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.deconas.schema.Topic;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private static final String WORK = Topic.ARCHITECTURES.topicName();

    private final Backlog backlog = new Backlog();

    @Test
    void openWorkBeginsAtTheFirstPieceThatNobodyAnswered() {
        // Given
        read(WORK, 0, 10, "a");
        read(WORK, 0, 11, "b");
        read(WORK, 0, 12, "c");

        // When
        Map<TopicPartition, Long> begin = backlog.begin(() -> Set.of("b", "c"));

        // Then
        assertThat(begin).containsExactly(Map.entry(partition(0), 11L));
    }

    @Test
    void pieceAnsweredOutOfOrderMovesNothing() {
        // Given
        read(WORK, 0, 10, "a");
        read(WORK, 0, 11, "b");

        // When
        Map<TopicPartition, Long> begin = backlog.begin(() -> Set.of("a"));

        // Then
        assertThat(begin).containsExactly(Map.entry(partition(0), 10L));
    }

    @Test
    void withoutOpenWorkItIsTheEndOfEachPartition() {
        // Given
        read(WORK, 0, 10, "a");
        read(WORK, 1, 4, "b");

        // When
        Map<TopicPartition, Long> begin = backlog.begin(() -> Set.of());

        // Then
        assertThat(begin).containsOnly(Map.entry(partition(0), 11L), Map.entry(partition(1), 5L));
    }

    @Test
    void recordReadAgainIsNotOpenAgain() {
        // Given
        read(WORK, 0, 10, "a");
        backlog.begin(() -> Set.of());

        // When
        read(WORK, 0, 10, "a");

        // Then
        assertThat(backlog.begin(() -> Set.of("a"))).containsExactly(Map.entry(partition(0), 11L));
    }

    @Test
    void otherTopicsHoldNoWork() {
        // When
        read(Topic.REWARDS.topicName(), 0, 10, "a");

        // Then
        assertThat(backlog.begin(() -> Set.of("a"))).isEmpty();
    }

    private void read(String topic, int partition, long offset, String id) {
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>(topic, partition, offset, "key", new byte[0]);
        record.headers().add("ce_id", id.getBytes(StandardCharsets.UTF_8));
        backlog.note(record);
    }

    private static TopicPartition partition(int number) {
        return new TopicPartition(WORK, number);
    }
}
