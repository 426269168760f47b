package org.deconas.messaging;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.deconas.schema.Topic;

/**
 * How far a service that folds the log has to read before it knows what has happened so far. Until then it only folds; from then on
 * it acts.
 */
public final class LogReplay {

    /** For each partition that is behind, the offset after the last record that was there when this was made. */
    private final Map<TopicPartition, Long> behind;

    private LogReplay(Map<TopicPartition, Long> behind) {
        this.behind = behind;
    }

    /** Asks the broker where the topics end now. */
    public static LogReplay toTheEndOf(Collection<Topic> topics, Map<String, Object> kafka)
            throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(kafka)) {
            List<String> names = topics.stream().map(Topic::topicName).toList();
            List<TopicPartition> partitions = admin.describeTopics(names).allTopicNames().get().values().stream()
                    .flatMap(LogReplay::partitions)
                    .toList();
            return new LogReplay(PartitionEnds.of(admin, partitions, new ListOffsetsOptions())
                    .toCompletableFuture()
                    .get());
        }
    }

    private static java.util.stream.Stream<TopicPartition> partitions(TopicDescription description) {
        return description.partitions().stream()
                .map(partition -> new TopicPartition(description.name(), partition.partition()));
    }

    /** Notes that a record was read. */
    public void read(ConsumerRecord<?, ?> record) {
        behind.computeIfPresent(
                new TopicPartition(record.topic(), record.partition()),
                (partition, end) -> record.offset() + 1 >= end ? null : end);
    }

    /** Whether everything that was there has been read. */
    public boolean isComplete() {
        return behind.isEmpty();
    }
}
