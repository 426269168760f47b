package org.deconas.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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

/** The log of a running mesh through plain Kafka clients. */
final class PlainLog implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final String bootstrapServers;
    private final KafkaProducer<String, byte[]> producer;

    /** An event with the time at which it was written. */
    record Entry(Event event, Instant time) {}

    /** Is told of each event, and of each end that reading comes to. */
    interface Reader {
        void event(Entry entry);

        void end();
    }

    PlainLog(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms", "0"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    CompletionStage<?> publish(Event event) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(event.topic().topicName(), event.key(), EventCodec.encode(event));
        Map<String, String> headers = Map.of(
                "ce_specversion", "1.0",
                "ce_id", event.eventId(),
                "ce_type", EventCodec.type(event),
                "ce_source", "/deconas/benchmark",
                "ce_time", Clock.systemUTC().instant().toString(),
                "ce_subject", event.experimentId(),
                "content-type", "application/json");
        headers.forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        CompletableFuture<Void> written = new CompletableFuture<>();
        producer.send(record, (metadata, failure) -> {
            if (failure == null) {
                written.complete(null);
            } else {
                written.completeExceptionally(failure);
            }
        });
        return written;
    }

    /** Reads topics from the beginning until the thread is interrupted. */
    void read(Collection<Topic> topics, Reader reader) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (Topic topic : topics) {
                for (int partition = 0; partition < topic.partitions(); partition++) {
                    partitions.add(new TopicPartition(topic.topicName(), partition));
                }
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
            while (!Thread.currentThread().isInterrupted()) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    reader.event(new Entry(event(record), Instant.ofEpochMilli(record.timestamp())));
                }
                ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
                if (ends.isEmpty()) {
                    reader.end();
                }
            }
        } catch (org.apache.kafka.common.errors.InterruptException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Event event(ConsumerRecord<String, byte[]> record) {
        try {
            return EventCodec.decode(
                    new String(record.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8), record.value());
        } catch (UnreadableEventException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
