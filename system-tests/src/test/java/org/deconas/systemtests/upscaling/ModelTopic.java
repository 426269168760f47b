package org.deconas.systemtests.upscaling;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.deconas.schema.EventCodec;
import org.deconas.schema.ModelTrained;

/** The topic of models, written as a trainer does it. */
final class ModelTopic implements AutoCloseable {

    private final KafkaProducer<String, byte[]> producer;

    ModelTopic(String bootstrapServers) {
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new ByteArraySerializer());
    }

    void announce(ModelTrained model) throws InterruptedException, ExecutionException {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(model.topic().topicName(), model.key(), EventCodec.encode(model));
        Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", model.eventId(),
                        "ce_type", EventCodec.type(model),
                        "ce_source", "/deconas/system-test",
                        "ce_time", Instant.now().toString())
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        producer.send(record).get();
    }

    @Override
    public void close() {
        producer.close();
    }
}
