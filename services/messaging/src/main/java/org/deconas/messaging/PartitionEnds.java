package org.deconas.messaging;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Where partitions end. */
public final class PartitionEnds {

    private PartitionEnds() {}

    /** The offsets after the last records; partitions that hold none, or none any more, are left out. */
    public static CompletionStage<Map<TopicPartition, Long>> of(
            Admin admin, Collection<TopicPartition> partitions, ListOffsetsOptions options) {
        return offsets(admin, partitions, OffsetSpec.latest(), options)
                .thenCombine(offsets(admin, partitions, OffsetSpec.earliest(), options), (ends, beginnings) -> {
                    ends.entrySet().removeAll(beginnings.entrySet());
                    return ends;
                });
    }

    private static CompletionStage<Map<TopicPartition, Long>> offsets(
            Admin admin, Collection<TopicPartition> partitions, OffsetSpec spec, ListOffsetsOptions options) {
        Map<TopicPartition, OffsetSpec> asked =
                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> spec));
        return admin.listOffsets(asked, options).all().toCompletionStage().thenApply(found -> {
            Map<TopicPartition, Long> offsets = new HashMap<>();
            found.forEach((partition, info) -> offsets.put(partition, info.offset()));
            return offsets;
        });
    }
}
