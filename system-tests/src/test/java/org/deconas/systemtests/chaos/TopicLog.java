package org.deconas.systemtests.chaos;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.deconas.schema.Event;
import org.deconas.schema.EventCodec;
import org.deconas.schema.Topic;
import org.deconas.schema.UnreadableEventException;

/** The mesh's topics through plain Kafka clients. */
public final class TopicLog {

    private static final Duration POLL = Duration.ofMillis(200);

    private final String bootstrapServers;

    public TopicLog(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** An event with the record that it stands in. */
    public record Entry(Event event, ConsumerRecord<String, byte[]> record) {}

    /** All events of all topics until now, each topic's partitions in their order. */
    public List<Entry> all() {
        return read(Arrays.stream(Topic.values()).map(Topic::topicName).toList()).stream()
                .map(record -> new Entry(event(record), record))
                .toList();
    }

    /** How many records the dead-letter topics have. */
    int deadLetters() {
        return read(Arrays.stream(Topic.values()).map(Topic::deadLetterName).toList())
                .size();
    }

    /** Writes records once more, as they are. */
    void repeat(List<ConsumerRecord<String, byte[]>> records) throws InterruptedException, ExecutionException {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new ByteArraySerializer())) {
            for (ConsumerRecord<String, byte[]> record : records) {
                producer.send(new ProducerRecord<>(
                                record.topic(), null, record.key(), record.value(), record.headers()))
                        .get();
            }
        }
    }

    private List<ConsumerRecord<String, byte[]>> read(List<String> topics) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = topics.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(POLL).forEach(records::add);
            }
            return records;
        }
    }

    private static Event event(ConsumerRecord<String, byte[]> record) {
        try {
            String type = new String(record.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8);
            return EventCodec.decode(type, record.value());
        } catch (UnreadableEventException e) {
            throw new AssertionError("A record of " + record.topic() + " cannot be read", e);
        }
    }
}
