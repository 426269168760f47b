package org.deconas.experiments.projection;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.Record;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** Writes records byte for byte; events are written by {@link org.deconas.messaging.EventPublisher}. */
@ApplicationScoped
public class RecordWriter {

    private final MutinyEmitter<Record<byte[], byte[]>> emitter;

    RecordWriter(
            @Channel("records") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
                    MutinyEmitter<Record<byte[], byte[]>> emitter) {
        this.emitter = emitter;
    }

    /**
     * Completes when the broker has the record.
     *
     * @param key may be null
     * @param value may be null
     */
    public Uni<Void> write(String topic, byte[] key, byte[] value, Iterable<Header> headers) {
        OutgoingKafkaRecordMetadata<byte[]> kafka = OutgoingKafkaRecordMetadata.<byte[]>builder()
                .withTopic(topic)
                .withHeaders(new org.apache.kafka.common.header.internals.RecordHeaders(headers))
                .build();
        return emitter.sendMessage(Message.of(Record.of(key, value), Metadata.of(kafka)));
    }
}
