package org.deconas.experiments.projection;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Begins to read partitions where the database says. Holds the channel's poll until the database has said so: nothing is read before,
 * and a group that gives the partitions to another process meanwhile asks again.
 */
@ApplicationScoped
@Identifier("topic-positions")
public class SeekAtAssignment implements KafkaConsumerRebalanceListener {

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
    }

    void stop(@Observes ShutdownEvent stopping) {
        stop.completeExceptionally(new IllegalStateException("The service stops"));
    }
}
