package org.deconas.experiments.projection;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Base64;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.deconas.experiments.domain.DeadLetterKind;
import org.deconas.schema.Topic;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Lays records aside that are no events of an experiment: in the transaction that moves the position behind them, so each exactly once.
 * {@link DeadLetterTopics} copies them to Kafka from there.
 */
@Startup // its series are there before anything happens, so that an alert sees the first change
@ApplicationScoped
public class DeadLetters {

    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    private static final String INSERT = """
            insert into dead_letter
                (topic, kafka_partition, kafka_offset, record_key, body, headers, kind, reason, experiment_id)
            values (:topic, :partition, :offset,
                decode(cast(:key as text), 'base64'), decode(cast(:body as text), 'base64'),
                cast(cast(:headers as text) as json), :kind, :reason, cast(:experimentId as text))
            on conflict do nothing""";

    private final MeterRegistry metrics;

    DeadLetters(MeterRegistry metrics) {
        this.metrics = metrics;
        for (Topic topic : Projection.TOPICS) {
            for (DeadLetterKind kind : DeadLetterKind.values()) {
                count(topic.topicName(), kind, 0);
            }
        }
    }

    /**
     * Lays a record aside.
     *
     * @param experimentId null when it is not known
     */
    Uni<Void> lay(
            Mutiny.Session session,
            ConsumerRecord<byte[], byte[]> record,
            DeadLetterKind kind,
            String reason,
            String experimentId) {
        return session.createNativeQuery(INSERT)
                .setParameter("topic", record.topic())
                .setParameter("partition", record.partition())
                .setParameter("offset", record.offset())
                .setParameter("key", base64(record.key()))
                .setParameter("body", base64(record.value()))
                .setParameter("headers", RecordHeaders.write(record.headers()))
                .setParameter("kind", kind.name())
                .setParameter("reason", storable(reason))
                .setParameter("experimentId", storable(experimentId))
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Says that a record was laid aside. */
    void announce(ConsumerRecord<?, ?> record, DeadLetterKind kind, String reason) {
        count(record.topic(), kind, 1);
        LOG.warnf(
                "Record is laid aside as a dead letter: topic=%s partition=%d offset=%d kind=%s reason=%s",
                record.topic(), record.partition(), record.offset(), kind, reason);
    }

    void count(String topic, DeadLetterKind kind, long more) {
        metrics.counter("deconas.dead.letters", "topic", topic, "kind", kind.name())
                .increment(more);
    }

    private static String base64(byte[] bytes) {
        return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
    }

    /** PostgreSQL's text has every character but NUL. */
    private static String storable(String text) {
        return text == null ? null : text.replace('\0', '\uFFFD');
    }
}
