package org.deconas.experiments.projection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Records that came together and are not written yet.
 *
 * @param records in their order
 * @param moves how positions move when all of them are written, one for each partition
 */
record RecordBatch(List<Read> records, Collection<Move> moves) {

    record Read(ConsumerRecord<byte[], byte[]> record, Reading reading) {}

    /**
     * How the position of a partition moves.
     *
     * @param before where it has to be
     * @param last the record behind which it moves
     */
    record Move(long before, ConsumerRecord<byte[], byte[]> last) {}

    /** @param before the position that a record is to be written at; empty for one that is not to be written */
    static RecordBatch of(
            Iterable<ConsumerRecord<byte[], byte[]>> records,
            Function<ConsumerRecord<byte[], byte[]>, OptionalLong> before) {
        List<Read> reads = new ArrayList<>();
        Map<TopicPartition, Move> moves = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            OptionalLong position = before.apply(record);
            if (position.isPresent()) {
                reads.add(new Read(record, Reading.of(record)));
                moves.merge(
                        new TopicPartition(record.topic(), record.partition()),
                        new Move(position.getAsLong(), record),
                        (first, next) -> new Move(first.before(), next.last()));
            }
        }
        return new RecordBatch(reads, moves.values());
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    ConsumerRecord<byte[], byte[]> oldest() {
        return records.get(0).record();
    }
}
