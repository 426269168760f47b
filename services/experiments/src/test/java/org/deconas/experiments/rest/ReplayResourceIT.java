package org.deconas.experiments.rest;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.deconas.experiments.Patience.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.deconas.artifacts.DirectoryArtifactStore;
import org.deconas.experiments.Database;
import org.deconas.experiments.KafkaLog;
import org.deconas.experiments.MeshResource;
import org.deconas.messaging.EventReader;
import org.deconas.schema.Event;
import org.deconas.schema.EventCodec;
import org.deconas.schema.ExperimentEnded;
import org.deconas.schema.ExperimentRequested;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.SharedTrainingRequested;
import org.deconas.schema.Topic;
import org.deconas.schema.UnreadableEventException;
import org.deconas.search.LogArchive;
import org.deconas.search.Replay;
import org.deconas.search.WholeSearch;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(MeshResource.class)
class ReplayResourceIT {

    private final KafkaLog log = new KafkaLog();

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void finishedSearchFollowsFromItsAnswersToTheBit() {
        // Given
        written("replay01");
        // When, then
        replay("replay01", "{}")
                .then()
                .statusCode(200)
                .body("verification.policies.identical", equalTo(5))
                .body("verification.policies.all", equalTo(5))
                .body("verification.winner.identical", equalTo(1))
                .body("verification.differences", empty());
    }

    @Test
    void replayThatIsAskedForWhileTheReadModelIsBehindWaitsForIt() throws InterruptedException {
        // Given: a database that takes nothing for a while
        written("replay10");
        replay("replay10", "{}").then().statusCode(200);
        Thread slow = new Thread(() ->
                Database.execute("begin; lock table event_log in exclusive mode;" + " select pg_sleep(2); commit"));
        slow.start();
        await().until(() -> Database.rows("select count(*) from pg_locks where mode = 'ExclusiveLock'"
                        + " and relation = 'event_log'::regclass")
                .equals(List.of("1")));
        // When
        written("replay11");
        // Then
        replay("replay11", "{}")
                .then()
                .statusCode(200)
                .body("verification.policies.identical", equalTo(5))
                .body("verification.differences", empty());
        slow.join();
    }

    @Test
    void otherPenaltyShowsBothPoliciesSideBySide() {
        // Given
        written("replay02");
        // When, then
        replay("replay02", "{'settings': {'reward.penalty-weight': 100}}")
                .then()
                .statusCode(200)
                .body("whatIf.changed", equalTo(List.of("reward.penalty-weight")))
                .body("whatIf.versions", hasSize(5))
                .body("whatIf.versions[0].isSame", equalTo(true))
                .body("whatIf.versions[1].isSame", equalTo(false));
    }

    @Test
    void questionThatTheLogCannotAnswerIsRefused() {
        // Given
        written("replay03");
        // When, then
        replay("replay03", "{'settings': {'network.filters': 16}}")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString("network.filters"));
        replay("replay03", "{'settings': {'reward.penalty-wait': 1}}")
                .then()
                .statusCode(400)
                .body("errors[0].key", equalTo("reward.penalty-wait"));
        replay("nobody", "{}").then().statusCode(404);
    }

    @Test
    void exportHasTheWholeLogAndItsModel() throws IOException, UnreadableEventException {
        // Given
        List<Event> events = written("replay04");
        new DirectoryArtifactStore(artifacts()).put("model".getBytes(StandardCharsets.UTF_8));
        // When
        byte[] archive = get("/v1/experiments/replay04/archive")
                .then()
                .statusCode(200)
                .contentType("application/zip")
                .extract()
                .asByteArray();
        // Then
        List<Event> exported = new ArrayList<>();
        try (LogArchive.Reader reader = new LogArchive.Reader(new ByteArrayInputStream(archive))) {
            for (Optional<LogArchive.Entry> entry = reader.nextEvent(); entry.isPresent(); entry = reader.nextEvent()) {
                exported.add(entry.get().event());
            }
            assertThat(reader.nextArtifact()).isPresent();
            assertThat(reader.content().readAllBytes()).asString().isEqualTo("model");
        }
        assertThat(exported).containsExactlyInAnyOrderElementsOf(events);
        get("/v1/experiments/replay04/archive?artifacts=some")
                .then()
                .statusCode(400)
                .body("detail", containsString("none, model, all"));
    }

    @Test
    void importedSearchGivesTheSameDigestsAndKeepsItsTimes() throws IOException {
        // Given
        List<Event> events = WholeSearch.log("replay05", WholeSearch.settings());
        Instant then = Instant.parse("2020-02-02T02:02:02Z");
        // When
        importArchive(archive(events, then)).then().statusCode(201).body("events", equalTo(events.size()));
        // Then
        get("/v1/experiments/replay05")
                .then()
                .body("name", equalTo("test"))
                .body("requestedAt", equalTo(then.toString()));
        replay("replay05", "{}")
                .then()
                .body("verification.policies.identical", equalTo(5))
                .body(
                        "verification.draws.identical",
                        equalTo(Replay.of(events).verify().draws().all()))
                .body("verification.winner.identical", equalTo(1));
        importArchive(archive(events, then)).then().statusCode(409);
    }

    @Test
    void importThatBrokeOffIsFinishedByTheNext() throws IOException {
        // Given: an import that wrote its first events and no more
        List<Event> events = WholeSearch.log("replay09", WholeSearch.settings());
        events.subList(0, 20).forEach(log::write);
        await().untilAsserted(() -> get("/v1/experiments/replay09").then().statusCode(200));
        // When
        importArchive(archive(events, Instant.now())).then().statusCode(201);
        // Then
        replay("replay09", "{}")
                .then()
                .body("verification.policies.identical", equalTo(5))
                .body("verification.differences", empty());
    }

    @Test
    void archiveThatCannotBeImportedIsRefusedWithItsReason() throws IOException {
        // Given
        List<Event> running = new ArrayList<>(WholeSearch.log("replay06", WholeSearch.settings()));
        running.removeIf(ExperimentEnded.class::isInstance);
        // When, then
        importArchive("no archive".getBytes(StandardCharsets.UTF_8))
                .then()
                .statusCode(400)
                .body("detail", containsString("no experiment's archive"));
        importArchive(archive(running, Instant.now()))
                .then()
                .statusCode(400)
                .body("detail", containsString("has not ended"));
        get("/v1/experiments/replay06").then().statusCode(404);
    }

    @Test
    void searchThatGoesOnFromARoundTakesTheAnswersBeforeItOver() throws IOException {
        // Given
        List<Event> events = written("replay07");
        for (SharedTrainingRequested work : ofKind(events, SharedTrainingRequested.class)) {
            new DirectoryArtifactStore(artifacts()).put(WholeSearch.blobOf(work.workId()));
        }
        // When
        String id = create(
                        "{'origin': {'experiment': 'replay07', 'round': 2}, 'settings': {'reward.penalty-weight': 3}}")
                .then()
                .statusCode(201)
                .body("settings.reward.penalty-weight", equalTo(3.0f))
                .extract()
                .path("id");
        // Then: one learning round of 2 updates of 3 trials
        List<RewardMeasured> rewards = inTheLog(Topic.REWARDS, id, RewardMeasured.class);
        assertThat(rewards).hasSize(6).allMatch(reward -> reward.trialId().startsWith(id + "/r1/"));
        ExperimentRequested request =
                inTheLog(Topic.EXPERIMENTS, id, ExperimentRequested.class).get(0);
        assertThat(request.origin().experimentId()).isEqualTo("replay07");
        assertThat(request.origin().answers()).isEqualTo(6 + 2);
    }

    @Test
    void searchCannotGoOnFromWhatIsNotThere() {
        // Given
        written("replay08");
        // When, then
        create("{'origin': {'experiment': 'replay08', 'round': 7}}")
                .then()
                .statusCode(400)
                .body("detail", containsString("rounds 0 to 2"));
        create("{'origin': {'experiment': 'replay08', 'round': 1}}")
                .then()
                .statusCode(400)
                .body("detail", containsString("not in the artifact store"));
        create("{'origin': {'experiment': 'replay08', 'round': 1}, 'settings': {'seed': 2}}")
                .then()
                .statusCode(400)
                .body("detail", containsString("seed"));
        create("{'origin': {'experiment': 'replay08'}}").then().statusCode(400);
        create("{'origin': {'experiment': 'nobody', 'round': 1}}").then().statusCode(404);
    }

    /** What a topic has of an experiment; other tests leave records there that nobody can read. */
    private <T extends Event> List<T> inTheLog(Topic topic, String id, Class<T> kind) {
        List<T> found = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : log.read(topic.topicName())) {
            try {
                Event event = EventReader.read(record);
                if (kind.isInstance(event) && event.experimentId().equals(id)) {
                    found.add(kind.cast(event));
                }
            } catch (UnreadableEventException e) {
                // Not one of these
            }
        }
        return found;
    }

    /** A whole search in the log; the read model may be behind, and who asks is to wait for it. */
    private List<Event> written(String id) {
        List<Event> events = WholeSearch.log(id, WholeSearch.settings());
        events.forEach(log::write);
        return events;
    }

    private static byte[] archive(List<Event> events, Instant time) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (LogArchive.Writer writer = new LogArchive.Writer(out)) {
            for (Event event : events) {
                writer.write(new LogArchive.Entry(
                        event.eventId(),
                        EventCodec.type(event),
                        event.experimentId(),
                        time,
                        new String(EventCodec.encode(event), StandardCharsets.UTF_8)));
            }
        }
        return out.toByteArray();
    }

    private static <T> List<T> ofKind(List<Event> events, Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static Path artifacts() {
        return ConfigProvider.getConfig().getValue("deconas.artifacts.directory", Path.class);
    }

    private static Response importArchive(byte[] archive) {
        return given().contentType("application/zip").body(archive).post("/v1/archives");
    }

    private static Response replay(String id, String question) {
        return given().contentType("application/json")
                .body(question.replace('\'', '"'))
                .post("/v1/experiments/" + id + "/replay");
    }

    private static Response create(String body) {
        return given().contentType("application/json")
                .body(body.replace('\'', '"'))
                .post("/v1/experiments");
    }
}
