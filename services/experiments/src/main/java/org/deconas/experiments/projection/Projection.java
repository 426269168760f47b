package org.deconas.experiments.projection;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Collection;
import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.header.Header;
import org.deconas.experiments.domain.DeadLetterKind;
import org.deconas.experiments.domain.LoggedEvent;
import org.deconas.experiments.projection.Reading.Readable;
import org.deconas.experiments.projection.Reading.Unreadable;
import org.deconas.experiments.projection.TopicPositions.Move;
import org.deconas.messaging.EventReader;
import org.deconas.schema.Event;
import org.deconas.schema.EventCodec;
import org.deconas.schema.Topic;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Writes each record once to the read model: an event's row in the log and what it changes, or a dead letter; in one transaction with
 * the position of its partition. Records that come together share a transaction.
 */
@ApplicationScoped
public class Projection {

    /** What is projected: who does which work is no part of an experiment. */
    static final Set<Topic> TOPICS = EnumSet.complementOf(EnumSet.of(Topic.CLAIMS));

    private static final Logger LOG = Logger.getLogger(Projection.class);

    /** Writers take turns until they commit, so that positions become visible in their order. */
    static final String TAKE_TURN = "select count(*) from pg_advisory_xact_lock(7223456)";

    /** Gives 1 for a new event, and 0 for one that is there or whose experiment was deleted. */
    private static final String APPEND = """
            with seen as (
                insert into experiment (id) values (:experimentId) on conflict do nothing),
            numbered as (
                insert into log_epoch default values on conflict do nothing),
            appended as (
                insert into event_log
                    (topic, kafka_partition, kafka_offset, event_id, experiment_id, type, occurred_at, body,
                    record_key, headers)
                select cast(:topic as text), cast(:partition as integer), cast(:offset as bigint),
                    cast(:eventId as text), cast(:experimentId as text), cast(:type as text),
                    cast(:occurredAt as timestamptz), cast(cast(:body as text) as json),
                    decode(cast(:key as text), 'base64'), cast(cast(:headers as text) as json)
                where not exists (select from experiment where id = :experimentId and deleted_at is not null)
                on conflict do nothing
                returning 1)
            select count(*) from appended""";

    private final PatientWrites database;
    private final TopicPositions positions;
    private final DeadLetters deadLetters;
    private final NewEvents newEvents;
    private final ProjectionDelay delay;
    private final MeterRegistry metrics;
    private final SearchMetrics searches;

    Projection(
            PatientWrites database,
            TopicPositions positions,
            DeadLetters deadLetters,
            NewEvents newEvents,
            ProjectionDelay delay,
            MeterRegistry metrics,
            SearchMetrics searches) {
        this.database = database;
        this.positions = positions;
        this.deadLetters = deadLetters;
        this.newEvents = newEvents;
        this.delay = delay;
        this.metrics = metrics;
        this.searches = searches;
    }

    /**
     * Takes what a poll brought, in one transaction; completes when it is written, or was before. A database that is away is waited for. When
     * it refuses the values of a record, or positions are not where they should be, each record has a transaction of its own.
     */
    public Uni<Void> takeAll(ConsumerRecords<byte[], byte[]> records) {
        RecordBatch batch = RecordBatch.of(records, positions::before);
        if (batch.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        delay.begin(batch.oldest());
        Uni<Void> written = batch.records().size() == 1
                ? take(batch.oldest())
                : database.write(session -> writeAll(session, batch))
                        .invoke(() -> settleAll(batch))
                        .onFailure(failure -> MovedException.isCauseOf(failure) || Failures.isForGood(failure))
                        .recoverWithUni(() -> oneByOne(batch));
        return written.onTermination().invoke(() -> delay.end(batch.oldest()));
    }

    private Uni<Void> writeAll(Mutiny.Session session, RecordBatch batch) {
        return session.createNativeQuery(TAKE_TURN, Long.class)
                .getSingleResult()
                .chain(() -> inOrder(
                        batch.moves(),
                        move -> positions
                                .move(session, move.last(), move.before())
                                .invoke(moved -> {
                                    if (!(moved instanceof Move.Done)) {
                                        throw new MovedException();
                                    }
                                })
                                .replaceWithVoid()))
                .chain(() -> inOrder(batch.records(), record -> write(session, record)));
    }

    private Uni<Void> write(Mutiny.Session session, RecordBatch.Read record) {
        return record.reading() instanceof Readable readable
                ? append(session, record.record(), readable.event())
                : lay(session, record.record(), (Unreadable) record.reading(), null);
    }

    private void settleAll(RecordBatch batch) {
        batch.moves().forEach(move -> positions.written(move.last()));
        for (RecordBatch.Read read : batch.records()) {
            if (read.reading() instanceof Readable readable) {
                count(readable.event());
            } else if (read.reading() instanceof Unreadable letter) {
                deadLetters.announce(read.record(), letter.kind(), letter.reason());
            }
        }
        newEvents.written();
    }

    private Uni<Void> oneByOne(RecordBatch batch) {
        return inOrder(batch.records(), read -> take(read.record()));
    }

    private static <T> Uni<Void> inOrder(Collection<T> items, Function<T, Uni<Void>> work) {
        return Multi.createFrom()
                .iterable(items)
                .onItem()
                .transformToUniAndConcatenate(item -> work.apply(item))
                .collect()
                .last();
    }

    private Uni<Void> take(ConsumerRecord<byte[], byte[]> record) {
        OptionalLong before = positions.before(record);
        if (before.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Reading reading = Reading.of(record);
        return reading instanceof Readable readable
                ? event(record, before.getAsLong(), readable.event())
                : deadLetter(record, before.getAsLong(), (Unreadable) reading, null);
    }

    private Uni<Void> event(ConsumerRecord<byte[], byte[]> record, long before, Event event) {
        return database.write(session -> move(session, record, before, () -> append(session, record, event)))
                .chain(move -> settle(record, move, () -> announce(event)))
                .onFailure()
                .recoverWithUni(failure -> deadLetter(
                        record,
                        before,
                        new Unreadable(DeadLetterKind.REFUSED, Failures.rootMessage(failure)),
                        event.experimentId()));
    }

    private Uni<Void> deadLetter(
            ConsumerRecord<byte[], byte[]> record, long before, Unreadable letter, String experimentId) {
        return database.write(
                        session -> move(session, record, before, () -> lay(session, record, letter, experimentId)))
                .chain(move ->
                        settle(record, move, () -> deadLetters.announce(record, letter.kind(), letter.reason())));
    }

    private Uni<Void> lay(
            Mutiny.Session session, ConsumerRecord<byte[], byte[]> record, Unreadable letter, String experimentId) {
        return deadLetters.lay(session, record, letter.kind(), letter.reason(), experimentId);
    }

    /** Does the work if the position moves; both or none. */
    private Uni<Move> move(Mutiny.Session session, ConsumerRecord<?, ?> record, long before, Supplier<Uni<Void>> work) {
        return session.createNativeQuery(TAKE_TURN, Long.class)
                .getSingleResult()
                .chain(() -> positions.move(session, record, before))
                .chain(move -> move instanceof Move.Done
                        ? work.get().replaceWith(move)
                        : Uni.createFrom().item(move));
    }

    private Uni<Void> settle(ConsumerRecord<byte[], byte[]> record, Move move, Runnable announcement) {
        if (move instanceof Move.Elsewhere elsewhere) {
            return positions.follow(record, elsewhere.next()).chain(() -> take(record));
        }
        positions.written(record);
        announcement.run();
        return Uni.createFrom().voidItem();
    }

    private Uni<Void> append(Mutiny.Session session, ConsumerRecord<byte[], byte[]> record, Event event) {
        Instant at = time(record);
        return session.createNativeQuery(APPEND, Long.class)
                .setParameter("topic", record.topic())
                .setParameter("partition", record.partition())
                .setParameter("offset", record.offset())
                .setParameter("eventId", event.eventId())
                .setParameter("experimentId", event.experimentId())
                .setParameter("type", EventCodec.type(event))
                .setParameter("occurredAt", OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
                .setParameter("body", new String(record.value(), StandardCharsets.UTF_8))
                .setParameter(
                        "key", record.key() == null ? null : Base64.getEncoder().encodeToString(record.key()))
                .setParameter("headers", RecordHeaders.write(record.headers()))
                .getSingleResult()
                .chain(added -> added == 1
                        ? new EventFold(session).apply(event, at)
                        : Uni.createFrom().voidItem());
    }

    private void announce(Event event) {
        count(event);
        newEvents.written();
    }

    private void count(Event event) {
        metrics.counter("deconas.events", "type", LoggedEvent.shortType(EventCodec.type(event)))
                .increment();
        searches.count(event);
    }

    /** When the event happened by its header, or when the record was written where it does not say. */
    static Instant time(ConsumerRecord<?, ?> record) {
        Header header = record.headers().lastHeader(EventReader.TIME_HEADER);
        if (header != null && header.value() != null) {
            try {
                return OffsetDateTime.parse(new String(header.value(), StandardCharsets.UTF_8))
                        .toInstant();
            } catch (DateTimeException e) {
                LOG.debugf("Time header is unreadable: topic=%s offset=%d", record.topic(), record.offset());
            }
        }
        return Instant.ofEpochMilli(record.timestamp());
    }
}
