package org.deconas.experiments.projection;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * How far each partition has been written to the read model. The database is the truth: a position moves in the transaction that writes
 * the record, from the very place that this process knows of, and Kafka is told nothing. So each record counts once, whoever dies when;
 * and when a position is not where it should be, because the database was restored from a backup or emptied, or another process has
 * written, reading goes on from where the database is.
 *
 * <p>Why not SmallRye's {@code checkpoint} strategy with its Hibernate Reactive store: that keeps an offset and a state of its own in
 * the database, but writes them every few seconds in its own transaction, not in the one that writes the rows, and it never notices
 * that the database is another one than before.
 */
@ApplicationScoped
public class TopicPositions {

    private static final Logger LOG = Logger.getLogger(TopicPositions.class);

    private static final String TOPIC_PREFIX = "deconas.";

    /** Gives 1 when the position was the known one (no row being 0), and 0 when it was not. */
    private static final String MOVE = """
            with moved as (
                insert into topic_position as place (topic, kafka_partition, next_offset)
                select cast(:topic as text), cast(:partition as integer), cast(:next as bigint)
                where cast(:known as bigint) = 0
                    or exists (select from topic_position where topic = :topic and kafka_partition = :partition)
                on conflict (topic, kafka_partition) do update set next_offset = excluded.next_offset
                    where place.next_offset = :known
                returning 1)
            select count(*) from moved""";

    /** What came of moving a position. */
    sealed interface Move {
        /** It moved. */
        record Done() implements Move {}

        /** It had moved before: the record is written, though this process was not told. */
        record DoneBefore() implements Move {}

        /** It stands elsewhere. */
        record Elsewhere(long next) implements Move {}
    }

    /**
     * A place in a partition.
     *
     * @param next the offset after the last record that was written
     * @param rereadBefore after a position went back: what is already fetched begins here, and is passed over until an
     *     earlier record shows that the partition is being read again; else {@link #NOT_REREADING}
     */
    private record Place(long next, long rereadBefore) {
        static final long NOT_REREADING = Long.MAX_VALUE;

        static Place at(long next) {
            return new Place(next, NOT_REREADING);
        }
    }

    private final ReadModel readModel;
    private final LogEpochs epochs;
    private final KafkaClientService kafka;
    private final ConcurrentMap<TopicPartition, Place> places = new ConcurrentHashMap<>();

    TopicPositions(ReadModel readModel, LogEpochs epochs, KafkaClientService kafka) {
        this.readModel = readModel;
        this.epochs = epochs;
        this.kafka = kafka;
    }

    /** What the database says of these partitions: the offsets to go on from; 0 where it knows nothing. */
    Uni<Map<TopicPartition, Long>> read(Mutiny.Session session, Collection<TopicPartition> partitions) {
        return session.createNativeQuery(
                        "select topic, kafka_partition, next_offset from topic_position", Object[].class)
                .getResultList()
                .map(rows -> {
                    Map<TopicPartition, Long> next = new HashMap<>();
                    partitions.forEach(partition -> next.put(partition, 0L));
                    rows.forEach(row -> next.replace(
                            new TopicPartition((String) row[0], ((Number) row[1]).intValue()),
                            ((Number) row[2]).longValue()));
                    return next;
                });
    }

    /** Notes where the reading of partitions begins. */
    void begin(Map<TopicPartition, Long> next) {
        next.forEach((partition, offset) -> places.put(partition, Place.at(offset)));
    }

    /** Notes that partitions are read here no more. */
    void end(Collection<TopicPartition> partitions) {
        places.keySet().removeAll(partitions);
    }

    /** The position that a record is to be written at; empty when it was written before, or will be read again. */
    OptionalLong before(ConsumerRecord<?, ?> record) {
        Place place = places.compute(partition(record), (partition, known) -> {
            Place last = known == null ? Place.at(0) : known;
            return record.offset() < last.rereadBefore() ? Place.at(last.next()) : last;
        });
        return record.offset() < place.next() || place.rereadBefore() != Place.NOT_REREADING
                ? OptionalLong.empty()
                : OptionalLong.of(place.next());
    }

    /**
     * Moves a position behind a record, in the transaction that writes it.
     *
     * @param before where it has to be
     */
    Uni<Move> move(Mutiny.Session session, ConsumerRecord<?, ?> record, long before) {
        long next = record.offset() + 1;
        return session.createNativeQuery(MOVE, Long.class)
                .setParameter("topic", record.topic())
                .setParameter("partition", record.partition())
                .setParameter("next", next)
                .setParameter("known", before)
                .getSingleResult()
                .chain(moved -> moved == 1
                        ? Uni.createFrom().item(new Move.Done())
                        : read(session, List.of(partition(record)))
                                .map(found -> found.get(partition(record)))
                                .map(stands -> stands == next ? new Move.DoneBefore() : new Move.Elsewhere(stands)));
    }

    /** Notes that a record is written. */
    void written(ConsumerRecord<?, ?> record) {
        places.computeIfPresent(
                partition(record),
                (partition, place) -> place.next() <= record.offset() ? Place.at(record.offset() + 1) : place);
    }

    /** Goes on from where the database stands; what it has lost is read again. */
    Uni<Void> follow(ConsumerRecord<?, ?> record, long stands) {
        return follow(partition(record), stands);
    }

    private Uni<Void> follow(TopicPartition partition, long stands) {
        long known = places.getOrDefault(partition, Place.at(0)).next();
        if (stands >= known) {
            places.put(partition, Place.at(stands));
            return Uni.createFrom().voidItem();
        }
        LOG.warnf(
                "Read model has gone back; reading again: topic=%s partition=%d from=%d to=%d",
                partition.topic(), partition.partition(), stands, known);
        places.put(partition, new Place(stands, known));
        return epochs.wentBack()
                .chain(() -> kafka.getConsumer(partition.topic().substring(TOPIC_PREFIX.length()))
                        .seek(partition, stands))
                .onFailure(IllegalStateException.class)
                .recoverWithNull(); // not ours any more: whoever reads it now begins where the database stands
    }

    /** Looks whether the database has gone back, for partitions where nothing new shows it. */
    @Scheduled(
            every = "${deconas.experiments.look-at-positions}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        Map<TopicPartition, Place> known = Map.copyOf(places); // before the database is asked: it only moves on
        return readModel
                .change(session -> read(session, known.keySet()))
                .chain(stands -> Multi.createFrom()
                        .iterable(known.entrySet())
                        .filter(place ->
                                stands.get(place.getKey()) < place.getValue().next())
                        .onItem()
                        .transformToUniAndConcatenate(place -> follow(place.getKey(), stands.get(place.getKey())))
                        .collect()
                        .last())
                .onFailure()
                .invoke(failure -> LOG.debugf("Positions are not looked at: reason=%s", Failures.rootMessage(failure)))
                .onFailure()
                .recoverWithNull();
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition());
    }
}
