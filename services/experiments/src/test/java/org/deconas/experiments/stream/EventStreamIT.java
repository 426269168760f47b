package org.deconas.experiments.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.deconas.experiments.Patience.await;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.deconas.experiments.Database;
import org.deconas.experiments.MeshResource;
import org.deconas.experiments.Samples;
import org.deconas.experiments.domain.EventId;
import org.deconas.experiments.stream.SseReader.Received;
import org.deconas.schema.ExperimentEnded;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(MeshResource.class)
class EventStreamIT extends StreamVisit {

    @Inject
    KafkaClientService kafka;

    @Test
    void clientThatIsCutOffFiftyTimesGetsEveryEventOnceAndInOrder() throws IOException {
        // Given
        Random random = new Random(20_260_728);
        begin("cut");
        AtomicBoolean isOver = new AtomicBoolean();
        CompletableFuture<Integer> writing = CompletableFuture.supplyAsync(() -> {
            int step = 0;
            for (; !isOver.get(); step++) {
                log.write(step % 4 == 3 ? Samples.measured("cut", 0, step, 30) : progress("cut", step, "trainer-1"));
            }
            return step;
        });
        List<Received> received = new ArrayList<>();
        // When
        for (int cut = 0; cut < 50; cut++) {
            try (SseReader reader = stream("experiments/cut/events", lastOf(received))) {
                int most = random.nextInt(4000);
                reader.next(most).ifPresent(received::add);
                for (Optional<Received> next = reader.next(most); next.isPresent(); next = reader.next(most)) {
                    received.add(next.get());
                }
            }
        }
        isOver.set(true);
        // Topics are read side by side, and the stream ends with the end
        String all = Integer.toString(1 + writing.join());
        await().until(() -> Database.rows("select count(*) from event_log where experiment_id = 'cut'")
                .equals(List.of(all)));
        log.write(ExperimentEnded.failed("cut", "that was all"));
        try (SseReader reader = stream("experiments/cut/events", lastOf(received))) {
            for (Optional<Received> next = reader.next(); next.isPresent(); next = reader.next()) {
                received.add(next.get());
            }
        }
        // Then
        assertThat(received.stream().map(event -> event.id() + " " + event.data()))
                .hasSizeGreaterThan(100)
                .containsExactlyElementsOf(Database.rows("select id || '-' || position, body from event_log, log_epoch"
                        + " where experiment_id = 'cut' order by position"));
    }

    @Test
    void onlyTheKindsThatAreAskedForAreSentAndTheStreamStillEnds() throws IOException {
        // Given
        Samples.life("chosen").forEach(log::write);
        awaitState("chosen", "COMPLETED");
        List<Received> received = new ArrayList<>();
        // When
        try (SseReader reader = stream("experiments/chosen/events?kinds=RewardMeasured,PolicyUpdated", null)) {
            for (Optional<Received> next = reader.next(); next.isPresent(); next = reader.next()) {
                received.add(next.get());
            }
        }
        // Then
        assertThat(received)
                .extracting(Received::kind)
                .containsOnly("RewardMeasured", "PolicyUpdated")
                .hasSize(6);
    }

    @Test
    void eventsOfAllExperimentsComeInOneStreamFromNowOn() throws IOException {
        // Given
        begin("before");
        // When
        try (SseReader reader = stream("events?from=now&kinds=TrainingProgressed", null)) {
            begin("one");
            begin("two");
            log.write(progress("one", 1, "a"));
            log.write(progress("two", 1, "a"));
            log.write(progress("one", 2, "a"));
            List<String> data = new ArrayList<>();
            List<EventId> ids = new ArrayList<>();
            while (data.size() < 3) {
                Received next = reader.next().orElseThrow();
                data.add(next.data());
                ids.add(next.id());
            }
            // Then
            assertThat(data).anyMatch(body -> body.contains("\"experimentId\":\"two\""));
            assertThat(data.stream().filter(body -> body.contains("\"experimentId\":\"one\"")))
                    .hasSize(2);
            assertThat(ids).extracting(EventId::position).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void pastOfAllExperimentsIsInTheOneStreamToo() throws IOException {
        // Given
        Samples.life("past").forEach(log::write);
        awaitState("past", "COMPLETED");
        // When
        long count = 0;
        try (SseReader reader = stream("events", null)) {
            while (count < Samples.life("past").size()) {
                count += reader.next().orElseThrow().data().contains("\"experimentId\":\"past\"") ? 1 : 0;
            }
        }
        // Then
        assertThat(count).isEqualTo(Samples.life("past").size());
    }

    @Test
    void streamEndsOnlyWithWhatTheLogHeldWhenTheEndWasSeen() {
        // Given: rewards that are written but not read yet
        begin("late");
        kafka.getConsumer("rewards").pause().await().indefinitely();
        IntStream.range(0, 20).forEach(index -> log.write(Samples.measured("late", 0, index, 30)));
        log.write(ExperimentEnded.failed("late", "that was all"));
        awaitState("late", "FAILED");
        List<String> received = new CopyOnWriteArrayList<>();

        // When
        CompletableFuture<Void> stream = CompletableFuture.runAsync(() -> readAll("experiments/late/events", received));
        await().until(() -> received.contains("ExperimentEnded"));
        LockSupport.parkNanos(Duration.ofSeconds(2).toNanos()); // time enough to end too early
        kafka.getConsumer("rewards").resume().await().indefinitely();

        // Then
        await().until(stream::isDone);
        assertThat(received).filteredOn("RewardMeasured"::equals).hasSize(20);
    }

    @Test
    void whoSawAnEventOfAnExperimentThatIsDeletedGoesOnBehindItAndLearnsOfTheDeletion() throws IOException {
        // Given
        Samples.life("doomed").forEach(log::write);
        awaitState("doomed", "COMPLETED");
        EventId seen = newestOf("doomed");
        RestAssured.delete("/v1/experiments/doomed").then().statusCode(204);
        begin("heir");

        // When
        List<Received> received = new ArrayList<>();
        try (SseReader reader = stream("events?kinds=ExperimentDeleted,ExperimentRequested", seen.toString())) {
            received.add(reader.next().orElseThrow());
            received.add(reader.next().orElseThrow());
        }

        // Then
        assertThat(received).extracting(Received::kind).containsExactly("ExperimentDeleted", "ExperimentRequested");
        assertThat(received.get(0).data()).contains("doomed");
        assertThat(received.get(1).data()).contains("heir");
    }

    @Test
    void idOfAnotherNumberingIsGoneAndWhoFollowsIsCutOff() {
        // Given
        begin("renumbered");
        String before = newestOf("renumbered").toString();
        List<String> received = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> stream =
                CompletableFuture.runAsync(() -> readAll("experiments/renumbered/events", received));
        await().until(() -> received.contains("ExperimentRequested"));

        // When: as when the read model is made anew
        Database.execute("update log_epoch set id = default");

        // Then
        await().until(stream::isDone);
        RestAssured.given()
                .header("Last-Event-ID", before)
                .get("/v1/experiments/renumbered/events")
                .then()
                .statusCode(410)
                .contentType("application/problem+json")
                .body("detail", containsString("'" + before + "', but the read model was made anew since"));
        assertThat(newestOf("renumbered").toString()).isNotEqualTo(before);
    }

    /** Adds the kinds of a stream's events until it ends or breaks off. */
    private void readAll(String path, List<String> kinds) {
        try (SseReader reader = stream(path, null)) {
            for (Optional<Received> next = reader.next(); next.isPresent(); next = reader.next()) {
                kinds.add(next.get().kind());
            }
        } catch (IOException e) {
            kinds.add("broken off");
        }
    }

    private static String lastOf(List<Received> received) {
        return received.isEmpty()
                ? null
                : received.get(received.size() - 1).id().toString();
    }
}
