package org.deconas.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.deconas.schema.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalKafkaTest {

    private static final String TOPIC = Topic.EXPERIMENTS.topicName();

    @TempDir
    Path directory;

    @Test
    void recordsAreKeptOverARestart() throws Exception {
        // Given
        int port = FreePort.next();
        try (LocalKafka kafka = LocalKafka.start(directory, port);
                Admin admin = kafka.admin()) {
            MeshTopics.create(admin);
            write(kafka, "before the restart");
        }

        // When
        try (LocalKafka restarted = LocalKafka.start(directory, port);
                Admin admin = restarted.admin()) {
            List<String> created = MeshTopics.create(admin);

            // Then
            assertThat(created).isEmpty();
            assertThat(read(restarted)).containsExactly("before the restart");
        }
    }

    private static void write(LocalKafka kafka, String value) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, "key", value)).get();
        }
    }

    private static List<String> read(LocalKafka kafka) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(TOPIC, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            return StreamSupport.stream(consumer.poll(Duration.ofSeconds(10)).spliterator(), false)
                    .map(ConsumerRecord::value)
                    .toList();
        }
    }
}
