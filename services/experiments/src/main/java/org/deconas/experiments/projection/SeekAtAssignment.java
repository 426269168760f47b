package org.deconas.experiments.projection;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Begins to read partitions where the database says. Holds the channel's poll until the database has said so: nothing is read before,
 * and a group that gives the partitions to another process meanwhile asks again.
 */
@ApplicationScoped
@Identifier("topic-positions")
public class SeekAtAssignment implements KafkaConsumerRebalanceListener {

    private static final Logger LOG = Logger.getLogger(SeekAtAssignment.class);

    private static final Duration BROKER_LIMIT = Duration.ofSeconds(3);

    private final PatientWrites database;
    private final TopicPositions positions;
    private final CompletableFuture<Map<TopicPartition, Long>> stop = new CompletableFuture<>();

    SeekAtAssignment(PatientWrites database, TopicPositions positions) {
        this.database = database;
        this.positions = positions;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> next = Uni.join()
                .first(
                        database.write(session -> positions.read(session, partitions)),
                        Uni.createFrom().completionStage(stop::copy))
                .toTerminate()
                .await()
                .indefinitely();
        positions.begin(next);
        next.forEach((partition, offset) -> consumer.seek(partition, offset));
        compareWithTheLog(consumer, next);
    }

    @Override
    public void onPartitionsRevoked(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        positions.end(partitions);
    }

    /** A log that ends before the read model is another log: its records would be taken for written. */
    private static void compareWithTheLog(Consumer<?, ?> consumer, Map<TopicPartition, Long> next) {
        try {
            consumer.endOffsets(next.keySet(), BROKER_LIMIT).forEach((partition, end) -> {
                if (next.get(partition) > end) {
                    LOG.errorf(
                            "The log ends before the read model; a new log needs a new database: topic=%s partition=%d"
                                    + " end=%d position=%d",
                            partition.topic(), partition.partition(), end, next.get(partition));
                }
            });
        } catch (KafkaException e) {
            LOG.debugf("Kafka did not say where the log ends: reason=%s", e.getMessage());
        }
    }

    void stop(@Observes ShutdownEvent stopping) {
        stop.completeExceptionally(new IllegalStateException("The service stops"));
    }
}
