package org.deconas.trainer;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.deconas.messaging.EventReader;
import org.deconas.schema.Topic;

/**
 * Where open work begins in each partition of the topic of work. Trainers read the whole log and commit nothing, so no consumer's lag says
 * how much there is to do; the distance from here to the partition's end does, at most by the pieces after the first one that were
 * answered before it.
 */
final class Backlog {

    private static final class Partition {
        final TreeMap<Long, String> open = new TreeMap<>(); // ids of work by offset
        long end; // the offset after the last record
    }

    private final Map<TopicPartition, Partition> partitions = new HashMap<>();

    /** Takes note of a record that was read; those of other topics are passed over. */
    synchronized void note(ConsumerRecord<?, ?> record) {
        if (record.topic().equals(Topic.ARCHITECTURES.topicName())) {
            Partition partition = partitions.computeIfAbsent(
                    new TopicPartition(record.topic(), record.partition()), key -> new Partition());
            String id = EventReader.header(record, EventReader.ID_HEADER);
            if (id != null && record.offset() >= partition.end) {
                partition.open.put(record.offset(), id);
            }
            partition.end = Math.max(partition.end, record.offset() + 1);
        }
    }

    /**
     * The offset of the first record that is open, or after the last one where none is.
     *
     * @param openWork the ids of all open work, among them those of all records that were noted before and are not answered
     */
    synchronized Map<TopicPartition, Long> begin(Supplier<Set<String>> openWork) {
        // Asked for now: what is noted after the answer would be taken for answered
        Set<String> open = openWork.get();
        Map<TopicPartition, Long> begin = new HashMap<>();
        partitions.forEach((key, partition) -> {
            partition.open.values().retainAll(open);
            begin.put(key, partition.open.isEmpty() ? partition.end : partition.open.firstKey());
        });
        return begin;
    }
}
