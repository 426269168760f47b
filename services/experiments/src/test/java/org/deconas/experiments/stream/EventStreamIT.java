package org.deconas.experiments.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.deconas.experiments.Patience.await;
import static org.hamcrest.Matchers.containsString;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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
import org.deconas.experiments.KafkaLog;
import org.deconas.experiments.MeshResource;
import org.deconas.experiments.Samples;
import org.deconas.experiments.domain.EventId;
import org.deconas.experiments.stream.SseReader.Received;
import org.deconas.schema.Event;
import org.deconas.schema.EventCodec;
import org.deconas.schema.ExperimentEnded;
import org.deconas.schema.ExperimentPauseRequested;
import org.deconas.schema.ExperimentResumeRequested;
import org.deconas.schema.TrainingProgressed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(MeshResource.class)
class EventStreamIT {

    @TestHTTPResource("/v1/")
    URI root;

    @Inject
    KafkaClientService kafka;

    @Inject
    EventPages pages;

    private final KafkaLog log = new KafkaLog();

    @AfterEach
    void closeLog() {
        log.close();
    }

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
    void whatIsSentIsWhatTheAsyncApiDocumentSays() throws IOException {
        // Given
        List<Event> events = new ArrayList<>(Samples.life("documented"));
        events.add(3, new ExperimentPauseRequested("documented", 1));
        events.add(4, new ExperimentResumeRequested("documented", 1));
        events.add(5, progress("documented", 1, "trainer-1"));
        events.forEach(log::write);
        awaitState("documented", "COMPLETED");
        JsonNode document = new YAMLMapper().readTree(resource("/asyncapi-stream.yaml"));
        int sent = 0;
        // When
        try (SseReader reader = stream("experiments/documented/events", null)) {
            for (Optional<Received> next = reader.next(); next.isPresent(); next = reader.next()) {
                // Then
                JsonNode message =
                        document.at("/components/messages/" + next.get().kind());
                assertThat(message.isMissingNode()).as(next.get().kind()).isFalse();
                JsonNode schema = EventCodec.mapper()
                        .readTree(resource(
                                "/" + message.at("/payload/schema/$ref").asText()));
                assertThat(JsonSchemaFactory.getInstance(VersionFlag.V202012)
                                .getSchema(schema)
                                .validate(
                                        EventCodec.mapper().readTree(next.get().data())))
                        .as(next.get().toString())
                        .isEmpty();
                sent++;
            }
        }
        assertThat(sent).isEqualTo(events.size());
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream file = EventCodec.class.getResourceAsStream(name)) {
            return file.readAllBytes();
        }
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
    void clientThatTakesNothingIsDroppedAndTheOthersAreNotHeldUp() throws IOException {
        // Given
        begin("stalled");
        double before = metric("deconas_sse_dropped_total");
        try (Socket silent = new Socket()) {
            silent.setReceiveBufferSize(4096);
            silent.connect(new java.net.InetSocketAddress(root.getHost(), root.getPort()));
            silent.getOutputStream()
                    .write("GET /v1/experiments/stalled/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String large = "x".repeat(600_000);
            // When
            try (SseReader other = stream("experiments/stalled/events?kinds=TrainingProgressed", null)) {
                for (int step = 1; step <= 15; step++) {
                    log.write(progress("stalled", step, large));
                    assertThat(other.next().orElseThrow().data()).contains("\"step\":" + step + ",");
                }
            }
            // Then
            await().untilAsserted(() ->
                    assertThat(metric("deconas_sse_dropped_total")).isEqualTo(before + 1));
        }
    }

    @Test
    void streamThatCannotBeGivenIsAProblemThatSaysWhatWouldBeRight() throws IOException {
        // Given
        begin("mine");
        begin("others");
        log.write(progress("others", 1, "a"));
        await().until(() -> !Database.rows(
                        "select position from event_log where experiment_id = 'others' and type like '%Progressed%'")
                .isEmpty());
        String foreign = newestOf("others").toString();
        String never = new EventId(newestOf("others").epoch(), 987_654_321).toString();
        // Then
        assertProblem(
                "experiments/mine/events?kinds=RewardMeasured,Rewards",
                null,
                "kinds has 'Rewards', but must be of ArchitectureSampled, Exp");
        assertProblem("experiments/mine/events?from=yesterday", null, "from is 'yesterday', but must be start or now");
        for (String id : List.of("x", "-1", "1e3", "99999999999999999999", "42", never, foreign)) {
            assertProblem("experiments/mine/events", id, "Last-Event-ID is '" + id + "', but must be an id that this");
        }
        assertProblem("events", never, "Last-Event-ID is '" + never + "'");
        stream("events", foreign).close();
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
    void pageOfLargeEventsIsNoLargerThanAClientMayHaveWaiting() {
        // Given
        begin("bulky");
        IntStream.rangeClosed(1, 8).forEach(step -> log.write(progress("bulky", step, "x".repeat(400_000))));
        await().until(() -> Database.rows("select count(*) from event_log where experiment_id = 'bulky'")
                .equals(List.of("9")));
        List<Long> received = new ArrayList<>();
        long position = 0;

        // When
        for (boolean isLast = false; !isLast; ) {
            EventPages.Page page = pages.after(position, "bulky").await().indefinitely();

            // Then
            assertThat(page.frames().stream()
                            .mapToLong(frame -> frame.bytes().length)
                            .sum())
                    .isLessThan(2 << 20);
            page.frames().forEach(frame -> received.add(frame.position()));
            position = received.get(received.size() - 1);
            isLast = page.isLast();
        }
        assertThat(received).hasSize(9).isSorted().doesNotHaveDuplicates();
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

    private static EventId newestOf(String id) {
        return EventId.parse(
                        RestAssured.get("/v1/experiments/" + id + "/series").path("position"))
                .orElseThrow();
    }

    private void begin(String id) {
        log.write(Samples.requested(id));
        await().until(() -> RestAssured.get("/v1/experiments/" + id).statusCode() == 200);
    }

    private static void awaitState(String id, String state) {
        await().until(() ->
                state.equals(RestAssured.get("/v1/experiments/" + id).path("state")));
    }

    private SseReader stream(String path, String lastEventId) {
        return new SseReader(root.resolve(path), lastEventId);
    }

    private static String lastOf(List<Received> received) {
        return received.isEmpty()
                ? null
                : received.get(received.size() - 1).id().toString();
    }

    private static Event progress(String id, int step, String trainer) {
        return new TrainingProgressed(id, id + "/train", step, 1_000_000, 0.05, 2.5, trainer);
    }

    private static double metric(String name) {
        return RestAssured.get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static void assertProblem(String path, String lastEventId, String detail) {
        RestAssured.given()
                .header("Last-Event-ID", lastEventId == null ? "" : lastEventId)
                .get("/v1/" + path)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString(detail));
    }
}
