package org.deconas.trainer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.deconas.messaging.EventPublisher;
import org.deconas.messaging.EventReader;
import org.deconas.schema.ArchitectureSampled;
import org.deconas.schema.ArtifactReference;
import org.deconas.schema.Event;
import org.deconas.schema.ExperimentSettings;
import org.deconas.schema.NetworkPrecision;
import org.deconas.schema.PolicyBaseline;
import org.deconas.schema.SearchStrategy;
import org.deconas.schema.Topic;
import org.deconas.schema.TrialFailed;
import org.deconas.schema.TrialPurpose;
import org.deconas.schema.UnreadableEventException;
import org.deconas.schema.WorkClaimed;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(MeshResource.class)
class KafkaOutageIT {

    private static final Duration OUTAGE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    EventPublisher publisher;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Test
    void serviceSaysThatKafkaIsAwayAndGoesOnWhereItWasWhenItIsBack() throws Exception {
        // Given: work that was tried in vain, because its images are nowhere
        await().atMost(PATIENCE).until(() -> readiness() == 200);
        publisher.publishAndAwait(List.of(trial(0)));
        await().atMost(PATIENCE).until(() -> !failures().isEmpty());

        // When
        MeshResource.stopKafka();
        await().atMost(Duration.ofSeconds(10)).until(() -> readiness() == 503);
        List<CompletionStage<Void>> written = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            written.add(publisher.publish(trial(i)).subscribeAsCompletionStage());
        }
        Thread.sleep(OUTAGE.toMillis());
        boolean waits =
                written.stream().noneMatch(stage -> stage.toCompletableFuture().isDone());
        MeshResource.startKafka();

        // Then
        assertThat(waits).isTrue();
        CompletableFuture.allOf(written.toArray(CompletableFuture[]::new))
                .get(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS);
        await().atMost(PATIENCE).until(() -> readiness() == 200);
        await().atMost(PATIENCE).until(() -> failures().size() == 21);
        assertThat(read(Topic.ARCHITECTURES, ArchitectureSampled.class))
                .extracting(ArchitectureSampled::index)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(failures())
                .allSatisfy(failure ->
                        assertThat(failure.reason()).contains("nowhere").startsWith("failed"))
                .allSatisfy(failure -> assertThat(failure.attempts()).isEqualTo(3));
        assertThat(read(Topic.CLAIMS, WorkClaimed.class)).hasSize(3 * 21);
    }

    private static int readiness() {
        return given().get("/q/health/ready").statusCode();
    }

    private List<TrialFailed> failures() {
        return read(Topic.REWARDS, TrialFailed.class);
    }

    private <T extends Event> List<T> read(Topic topic, Class<T> kind) {
        List<T> events = new ArrayList<>();
        try {
            for (ConsumerRecord<String, byte[]> record : TopicRecords.of(topic, bootstrapServers)) {
                Event event = EventReader.read(record);
                if (kind.isInstance(event) && event.experimentId().equals("e")) {
                    events.add(kind.cast(event));
                }
            }
            return events;
        } catch (UnreadableEventException e) {
            throw new AssertionError(e);
        }
    }

    private static ArchitectureSampled trial(int index) {
        return trial("e", index);
    }

    static ArchitectureSampled trial(String experiment, int index) {
        return new ArchitectureSampled(
                experiment,
                experiment + "/r0/u0/t" + index,
                TrialPurpose.REINFORCE,
                0,
                0,
                index,
                "1 1 1 0",
                0,
                -1,
                List.of(new ArtifactReference("0".repeat(64), 1)),
                new ExperimentSettings(
                        7,
                        new ExperimentSettings.Network(8, 1, 2, 2, true, false, NetworkPrecision.FLOAT32),
                        new ExperimentSettings.Data("/nowhere", null, 0.2, 4, 12),
                        new ExperimentSettings.SharedTraining(2, 8, 1e-3, 1000),
                        new ExperimentSettings.Search(SearchStrategy.REINFORCE, 3, 10, 1, 2, 32, 2, 4, 2, 1),
                        new ExperimentSettings.Reward(2, 0.0, 0.0),
                        new ExperimentSettings.Policy(1e-2, 0, PolicyBaseline.MOVING_AVERAGE, 0.9, 1, 0, 2, null, null),
                        new ExperimentSettings.Training(6, 12, 5, 2, 8, 1e-3, 0.0, 0)));
    }
}
