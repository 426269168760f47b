package org.deconas.messaging;

import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.TracingMetadata;
import io.smallrye.reactive.messaging.ce.OutgoingCloudEventMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.kafka.common.errors.RetriableException;
import org.deconas.schema.Event;
import org.deconas.schema.EventCodec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** Writes events to the log: the one way to do it, for all services. */
@ApplicationScoped
public class EventPublisher {

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LAST_RETRY = Duration.ofSeconds(10);

    private final MutinyEmitter<byte[]> emitter;
    private final URI source;

    EventPublisher(
            @Channel("events") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER) MutinyEmitter<byte[]> emitter,
            @ConfigProperty(name = "quarkus.application.name") String application) {
        this.emitter = emitter;
        this.source = URI.create("/deconas/" + application);
    }

    /**
     * Writes an event to its topic; completes when the broker has it, however long it is away. Events of one caller keep their order.
     */
    public Uni<Void> publish(Event event) {
        return publish(event, Instant.now());
    }

    /** Writes an event that happened at another time, elsewhere. */
    public Uni<Void> publish(Event event, Instant time) {
        // Of whoever asks for it, not of the thread that writes
        Context trace = Context.current();
        // The producer itself waits without end; this is for whoever configures another end
        return Uni.createFrom()
                .deferred(() -> send(event, time, trace))
                .onFailure(RetriableException.class)
                .retry()
                .withBackOff(FIRST_RETRY, LAST_RETRY)
                .indefinitely();
    }

    private Uni<Void> send(Event event, Instant time, Context trace) {
        OutgoingKafkaRecordMetadata<String> kafka = OutgoingKafkaRecordMetadata.<String>builder()
                .withTopic(event.topic().topicName())
                .withKey(event.key())
                .build();
        OutgoingCloudEventMetadata<byte[]> cloudEvent = OutgoingCloudEventMetadata.<byte[]>builder()
                .withId(event.eventId())
                .withType(EventCodec.type(event))
                .withSource(source)
                .withSubject(event.experimentId())
                .withDataContentType("application/json")
                .withTimestamp(time.atZone(ZoneOffset.UTC))
                .build();
        return emitter.sendMessage(Message.of(
                EventCodec.encode(event), Metadata.of(kafka, cloudEvent, TracingMetadata.withCurrent(trace))));
    }

    /** Writes events in their order; completes when the broker has them all. */
    public Uni<Void> publishAll(List<? extends Event> events) {
        return events.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join()
                        .all(events.stream().map(this::publish).toList())
                        .andFailFast()
                        .replaceWithVoid();
    }

    /** Writes events in their order and waits until the broker has them all. Not for event-loop threads. */
    public void publishAndAwait(List<? extends Event> events) {
        publishAll(events).await().indefinitely();
    }
}
