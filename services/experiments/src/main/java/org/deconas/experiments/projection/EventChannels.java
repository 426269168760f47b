package org.deconas.experiments.projection;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Every topic of the mesh into the projection. An offset is committed after its event was written. */
@ApplicationScoped
public class EventChannels {

    private final Projection projection;

    EventChannels(Projection projection) {
        this.projection = projection;
    }

    @Incoming("experiments")
    Uni<Void> experiments(ConsumerRecord<String, byte[]> record) {
        return projection.take(record);
    }

    @Incoming("architectures")
    Uni<Void> architectures(ConsumerRecord<String, byte[]> record) {
        return projection.take(record);
    }

    @Incoming("rewards")
    Uni<Void> rewards(ConsumerRecord<String, byte[]> record) {
        return projection.take(record);
    }

    @Incoming("policies")
    Uni<Void> policies(ConsumerRecord<String, byte[]> record) {
        return projection.take(record);
    }

    @Incoming("weights")
    Uni<Void> weights(ConsumerRecord<String, byte[]> record) {
        return projection.take(record);
    }

    @Incoming("models")
    Uni<Void> models(ConsumerRecord<String, byte[]> record) {
        return projection.take(record);
    }

    @Incoming("progress")
    Uni<Void> progress(ConsumerRecord<String, byte[]> record) {
        return projection.take(record);
    }
}
