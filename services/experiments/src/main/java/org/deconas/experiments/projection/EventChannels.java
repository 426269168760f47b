package org.deconas.experiments.projection;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Every topic of the mesh into the projection, one record of a topic after the other. */
@ApplicationScoped
public class EventChannels {

    private final Projection projection;

    EventChannels(Projection projection) {
        this.projection = projection;
    }

    @Incoming("experiments")
    Uni<Void> experiments(ConsumerRecord<byte[], byte[]> record) {
        return projection.take(record);
    }

    @Incoming("architectures")
    Uni<Void> architectures(ConsumerRecord<byte[], byte[]> record) {
        return projection.take(record);
    }

    @Incoming("rewards")
    Uni<Void> rewards(ConsumerRecord<byte[], byte[]> record) {
        return projection.take(record);
    }

    @Incoming("policies")
    Uni<Void> policies(ConsumerRecord<byte[], byte[]> record) {
        return projection.take(record);
    }

    @Incoming("weights")
    Uni<Void> weights(ConsumerRecord<byte[], byte[]> record) {
        return projection.take(record);
    }

    @Incoming("models")
    Uni<Void> models(ConsumerRecord<byte[], byte[]> record) {
        return projection.take(record);
    }

    @Incoming("progress")
    Uni<Void> progress(ConsumerRecord<byte[], byte[]> record) {
        return projection.take(record);
    }
}
