package org.deconas.experiments.projection;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.deconas.experiments.domain.LoggedEvent;
import org.deconas.messaging.EventReader;
import org.deconas.schema.Event;
import org.deconas.schema.EventCodec;
import org.deconas.schema.UnreadableEventException;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/** Writes each event once to the read model: its row in the log and what it changes, in one transaction. */
@ApplicationScoped
public class Projection {

    private static final Logger LOG = Logger.getLogger(Projection.class);

    /** Writers take turns until they commit, so that positions become visible in their order. */
    private static final String TAKE_TURN = "select count(*) from pg_advisory_xact_lock(7223456)";

    /** Gives 1 for a new event and 0 for one that is there. */
    private static final String APPEND = """
            with appended as (
                insert into event_log
                    (topic, kafka_partition, kafka_offset, event_id, experiment_id, type, occurred_at, body)
                values (:topic, :partition, :offset, :eventId, :experimentId, :type, :occurredAt,
                    cast(cast(:body as text) as json))
                on conflict do nothing
                returning 1)
            select count(*) from appended""";

    private final ReadModel readModel;
    private final NewEvents newEvents;
    private final MeterRegistry metrics;
    private final AtomicReference<String> outage = new AtomicReference<>("");

    Projection(ReadModel readModel, NewEvents newEvents, MeterRegistry metrics) {
        this.readModel = readModel;
        this.newEvents = newEvents;
        this.metrics = metrics;
    }

    /**
     * Takes a record. Completes when it is written, or was before; fails when it can never be, and then it belongs to the dead-letter
     * topic. A database that is away is waited for.
     */
    public Uni<Void> take(ConsumerRecord<String, byte[]> record) {
        Event event;
        try {
            event = EventReader.read(record);
        } catch (UnreadableEventException e) {
            return deadLetter(record, e);
        }
        return readModel
                .write(session -> write(session, record, event))
                .onFailure(failure -> !Failures.isForGood(failure))
                .invoke(failure -> reportOutage(Failures.rootMessage(failure)))
                .onFailure(failure -> !Failures.isForGood(failure))
                .retry()
                .withBackOff(Duration.ofMillis(100), Duration.ofSeconds(2))
                .indefinitely()
                .invoke(isNew -> announce(event, isNew))
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(failure -> deadLetter(record, failure));
    }

    private Uni<Boolean> write(Mutiny.Session session, ConsumerRecord<String, byte[]> record, Event event) {
        Instant at = time(record);
        return session.createNativeQuery(TAKE_TURN, Long.class)
                .getSingleResult()
                .chain(() -> session.createNativeQuery(APPEND, Long.class)
                        .setParameter("topic", record.topic())
                        .setParameter("partition", record.partition())
                        .setParameter("offset", record.offset())
                        .setParameter("eventId", event.eventId())
                        .setParameter("experimentId", event.experimentId())
                        .setParameter("type", EventCodec.type(event))
                        .setParameter("occurredAt", OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
                        .setParameter("body", new String(record.value(), StandardCharsets.UTF_8))
                        .getSingleResult())
                .chain(added -> added == 1
                        ? new EventFold(session).apply(event, at).replaceWith(true)
                        : Uni.createFrom().item(false));
    }

    /** Says each reason once, not for every channel and every try. */
    private void reportOutage(String reason) {
        if (!reason.equals(outage.getAndSet(reason))) {
            LOG.warnf("Read model cannot be written; events wait for it: reason=%s", reason);
        }
    }

    private void announce(Event event, boolean isNew) {
        if (!outage.getAndSet("").isEmpty()) {
            LOG.info("Read model is written again");
        }
        if (isNew) {
            metrics.counter("deconas.events", "type", LoggedEvent.shortType(EventCodec.type(event)))
                    .increment();
            newEvents.written(event.experimentId());
        }
    }

    private Uni<Void> deadLetter(ConsumerRecord<String, byte[]> record, Throwable reason) {
        LOG.warnf(
                "Record goes to the dead-letter topic: topic=%s partition=%d offset=%d reason=%s",
                record.topic(), record.partition(), record.offset(), Failures.rootMessage(reason));
        metrics.counter("deconas.dead.letters", "topic", record.topic()).increment();
        return Uni.createFrom().failure(reason);
    }

    /** When the event happened by its header, or when the record was written where it does not say. */
    private static Instant time(ConsumerRecord<String, byte[]> record) {
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
