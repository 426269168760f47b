package org.deconas.experiments.projection;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.deconas.experiments.Patience.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.deconas.experiments.Database;
import org.deconas.experiments.KafkaLog;
import org.deconas.experiments.MeshResource;
import org.deconas.experiments.Samples;
import org.deconas.schema.Topic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(MeshResource.class)
class TopicPositionsIT {

    @Inject
    KafkaClientService kafka;

    private final KafkaLog log = new KafkaLog();

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void positionsStandBehindTheLastRecordOfEachPartition() {
        // When
        Samples.life("moving").forEach(log::write);
        // Then
        await().untilAsserted(() -> assertThat(positions()).containsExactlyInAnyOrderEntriesOf(ends()));
    }

    @Test
    void emptiedDatabaseIsFilledAgainFromTheLogWithoutARestart() {
        // Given
        Samples.life("emptied").forEach(log::write);
        awaitEnd("emptied");
        List<String> before = Database.readModelOf("emptied");
        // When
        Database.empty();
        // Then
        await().untilAsserted(() ->
                assertThat(Database.readModelOf("emptied")).isEqualTo(before).hasSizeGreaterThan(20));
        await().untilAsserted(() -> assertThat(positions()).isEqualTo(ends()));
    }

    @Test
    void databaseOfAnOlderBackupIsCompletedWhenPartitionsAreAssignedAnew() {
        // Given
        Samples.life("restored").forEach(log::write);
        awaitEnd("restored");
        List<String> before = Database.readModelOf("restored");
        List<String> older = positionsOfTheLast("restored");
        // When
        older.forEach(Database::execute);
        Database.execute("delete from event_log where experiment_id = 'restored'");
        Database.execute("delete from experiment where id = 'restored'");
        Database.execute("delete from trial where experiment_id = 'restored'");
        Database.execute("delete from policy_version where experiment_id = 'restored'");
        Database.execute("delete from model where experiment_id = 'restored'");
        assignAnew();
        // Then
        await().untilAsserted(() -> assertThat(Database.readModelOf("restored")).isEqualTo(before));
    }

    @Test
    void nothingIsReadAgainWhenPartitionsAreAssignedAnew() {
        // Given
        Samples.life("settled").forEach(log::write);
        awaitEnd("settled");
        await().untilAsserted(() -> assertThat(positions()).isEqualTo(ends()));
        double readBefore = sumOfMetric("records-consumed-total");
        // When
        assignAnew();
        // Then
        await().untilAsserted(() -> assertThat(readFrom()).isEqualTo(positions()));
        log.write(Samples.requested("after"));
        await().until(() -> get("/v1/experiments/after").statusCode() == 200);
        assertThat(sumOfMetric("records-consumed-total")).isEqualTo(readBefore + 1);
    }

    @Test
    void writingGoesOnWhereAnotherProcessHasWritten() {
        // Given
        log.write(Samples.requested("shared"));
        await().until(() -> get("/v1/experiments/shared").statusCode() == 200);
        long last = log.read(Topic.EXPERIMENTS.topicName()).stream()
                .mapToLong(ConsumerRecord::offset)
                .max()
                .orElseThrow();
        // When
        Database.execute(
                "update topic_position set next_offset = " + (last + 2) + " where topic = 'deconas.experiments'");
        log.write(Samples.requested("taken by another"));
        log.write(Samples.requested("ours"));
        // Then
        await().until(() -> get("/v1/experiments/ours").statusCode() == 200);
        get("/v1/experiments/taken by another").then().statusCode(404);
        Database.execute("update topic_position set next_offset = 0 where topic = 'deconas.experiments'");
        await().until(() -> get("/v1/experiments/taken by another").statusCode() == 200);
    }

    private static void awaitEnd(String id) {
        await().untilAsserted(() -> get("/v1/experiments/" + id)
                .then()
                .statusCode(200)
                .body("state", equalTo("COMPLETED"))
                .body("trials.APPLIED", equalTo(3))
                .body("trials.FAILED", equalTo(1))
                .body("policyVersion", equalTo(2))
                .body("phase", equalTo("TRAIN_WINNER"))
                .body("winner.steps", equalTo(1200)));
    }

    /** As a restart does; returns when every partition has been given up and taken again. */
    private void assignAnew() {
        double before = sumOfMetric("rebalance-total");
        channels()
                .forEach(channel -> kafka.getConsumer(channel)
                        .runOnPollingThread(consumer -> {
                            consumer.enforceRebalance();
                        })
                        .await()
                        .indefinitely());
        await().until(() ->
                sumOfMetric("rebalance-total") >= before + channels().count());
    }

    /** Those of the read model, not the one that follows who is at work. */
    private Stream<String> channels() {
        return kafka.getConsumerChannels().stream().filter(channel -> !channel.equals("claims"));
    }

    /** Over the consumers of the read model's channels. */
    private double sumOfMetric(String name) {
        return channels()
                .flatMap(channel -> kafka.getConsumer(channel).unwrap().metrics().entrySet().stream())
                .filter(metric -> metric.getKey().name().equals(name)
                        && !metric.getKey().tags().containsKey("topic"))
                .mapToDouble(metric -> (double) metric.getValue().metricValue())
                .sum();
    }

    /** Sets each position back to the first record of an experiment. */
    private List<String> positionsOfTheLast(String id) {
        return Database.rows("select topic, kafka_partition, min(kafka_offset) from event_log where experiment_id = '"
                        + id + "' group by topic, kafka_partition")
                .stream()
                .map(row -> row.split(" "))
                .map(row -> "update topic_position set next_offset = " + row[2] + " where topic = '" + row[0]
                        + "' and kafka_partition = " + row[1])
                .toList();
    }

    private static Map<String, Long> positions() {
        return Database.rows("select topic || '-' || kafka_partition, next_offset from topic_position").stream()
                .map(row -> row.split(" "))
                .collect(Collectors.toMap(row -> row[0], row -> Long.valueOf(row[1])));
    }

    /** Where the read model's channels read on, for partitions that have records. */
    private Map<String, Long> readFrom() {
        return channels()
                .flatMap(
                        channel -> kafka.getConsumer(channel).getPositions().await().indefinitely().entrySet().stream())
                .filter(position -> position.getValue() > 0)
                .collect(Collectors.toMap(position -> position.getKey().toString(), Map.Entry::getValue));
    }

    /** Where the topics end, for partitions that have records. */
    private Map<String, Long> ends() {
        return log.ends(Projection.TOPICS).entrySet().stream()
                .collect(Collectors.toMap(end -> end.getKey().toString(), Map.Entry::getValue));
    }
}
