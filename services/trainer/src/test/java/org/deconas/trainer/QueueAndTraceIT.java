package org.deconas.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.deconas.messaging.EventReader;
import org.deconas.schema.ArchitectureSampled;
import org.deconas.schema.EventCodec;
import org.deconas.schema.Topic;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What others see of a trainer's work: the trace that it belongs to, and how much of it there is. */
@QuarkusTest
@QuarkusTestResource(MeshResource.class)
class QueueAndTraceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Test
    void answerContinuesTheTraceOfItsRequestAndTheQueueIsEmptyAgain() throws Exception {
        // Given: a trial that is measured in vain, because its images are nowhere
        ArchitectureSampled trial = KafkaOutageIT.trial("traced", 0);

        // When
        TopicPartition partition = send(trial);
        await().atMost(PATIENCE).until(() -> !read(Topic.REWARDS).isEmpty());

        // Then
        assertThat(read(Topic.REWARDS)).singleElement().satisfies(QueueAndTraceIT::belongsToTheTrace);
        assertThat(read(Topic.CLAIMS)).isNotEmpty().allSatisfy(QueueAndTraceIT::belongsToTheTrace);
        await().atMost(PATIENCE).until(() -> lag(partition) == 0);
    }

    private static void belongsToTheTrace(ConsumerRecord<String, byte[]> record) {
        assertThat(EventReader.header(record, "traceparent"))
                .matches("00-" + TRACE + "-(?!b7ad6b7169203331)[0-9a-f]{16}-01");
    }

    private TopicPartition send(ArchitectureSampled trial) throws InterruptedException, ExecutionException {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new ByteArraySerializer())) {
            ProducerRecord<String, byte[]> record =
                    new ProducerRecord<>(trial.topic().topicName(), trial.key(), EventCodec.encode(trial));
            Map.of(
                            "ce_id", trial.eventId(),
                            "ce_type", EventCodec.type(trial),
                            "traceparent", "00-" + TRACE + "-b7ad6b7169203331-01")
                    .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            return new TopicPartition(
                    trial.topic().topicName(), producer.send(record).get().partition());
        }
    }

    /** Of the group that trainers tell where open work begins; -1 before they have. */
    private long lag(TopicPartition partition) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            OffsetAndMetadata begin = admin.listConsumerGroupOffsets(BacklogPositions.GROUP)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(partition);
            long end = admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get()
                    .offset();
            return begin == null ? -1 : end - begin.offset();
        }
    }

    private List<ConsumerRecord<String, byte[]>> read(Topic topic) {
        return TopicRecords.of(topic, bootstrapServers).stream()
                .filter(record -> "traced".equals(EventReader.header(record, "ce_subject")))
                .toList();
    }
}
