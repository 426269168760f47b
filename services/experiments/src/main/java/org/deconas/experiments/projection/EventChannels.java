package org.deconas.experiments.projection;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Every topic of the mesh into the projection, what a poll brought of a topic after the other. */
@ApplicationScoped
public class EventChannels {

    private final Projection projection;

    EventChannels(Projection projection) {
        this.projection = projection;
    }

    @Incoming("experiments")
    Uni<Void> experiments(ConsumerRecords<byte[], byte[]> records) {
        return projection.takeAll(records);
    }

    @Incoming("architectures")
    Uni<Void> architectures(ConsumerRecords<byte[], byte[]> records) {
        return projection.takeAll(records);
    }

    @Incoming("rewards")
    Uni<Void> rewards(ConsumerRecords<byte[], byte[]> records) {
        return projection.takeAll(records);
    }

    @Incoming("policies")
    Uni<Void> policies(ConsumerRecords<byte[], byte[]> records) {
        return projection.takeAll(records);
    }

    @Incoming("weights")
    Uni<Void> weights(ConsumerRecords<byte[], byte[]> records) {
        return projection.takeAll(records);
    }

    @Incoming("models")
    Uni<Void> models(ConsumerRecords<byte[], byte[]> records) {
        return projection.takeAll(records);
    }

    @Incoming("progress")
    Uni<Void> progress(ConsumerRecords<byte[], byte[]> records) {
        return projection.takeAll(records);
    }
}
