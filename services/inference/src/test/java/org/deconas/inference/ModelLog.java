package org.deconas.inference;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.deconas.schema.EventCodec;
import org.deconas.schema.ModelTrained;
import org.deconas.schema.Topic;
import org.eclipse.microprofile.config.ConfigProvider;

/** The topic of models as a trainer writes it. */
final class ModelLog implements AutoCloseable {

    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
            Map.of(
                    ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                    ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class)),
            new StringSerializer(),
            new ByteArraySerializer());

    void write(ModelTrained event) {
        write(event.key(), EventCodec.type(event), EventCodec.encode(event));
    }

    void write(String key, String type, byte[] body) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(Topic.MODELS.topicName(), key, body);
        record.headers()
                .add("ce_specversion", bytes("1.0"))
                .add("ce_id", bytes(key))
                .add("ce_source", bytes("/deconas/trainer"))
                .add("ce_type", bytes(type))
                .add("ce_time", bytes(Instant.now().toString()));
        try {
            producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
    }
}
