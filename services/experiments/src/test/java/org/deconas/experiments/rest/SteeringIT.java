package org.deconas.experiments.rest;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.deconas.experiments.Patience.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.EnumSet;
import java.util.List;
import org.deconas.experiments.Database;
import org.deconas.experiments.KafkaLog;
import org.deconas.experiments.MeshResource;
import org.deconas.experiments.Samples;
import org.deconas.schema.Event;
import org.deconas.schema.ExperimentEnded;
import org.deconas.schema.ExperimentPauseRequested;
import org.deconas.schema.ExperimentResumeRequested;
import org.deconas.schema.PhaseStarted.Phase;
import org.deconas.schema.Topic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(MeshResource.class)
class SteeringIT {

    private static final String ROOT = "/v1/experiments/";

    private final KafkaLog log = new KafkaLog();

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void pausesAndResumptionsStandInTheLogAndAreShownAtOnce() {
        // Given
        write(Samples.requested("steered"), Samples.phase("steered", Phase.TRAIN, 0));
        awaitState("steered", "RUNNING");
        for (int number = 1; number <= 2; number++) {
            // When
            post("steered/pause").then().statusCode(202);
            // Then
            get(ROOT + "steered").then().body("state", equalTo("PAUSED"));
            // When
            post("steered/resume").then().statusCode(202);
            // Then
            get(ROOT + "steered").then().body("state", equalTo("RUNNING"));
        }
        assertThat(keysOf("steered"))
                .containsExactly(
                        "steered",
                        "steered/pause-requested-1",
                        "steered/resume-requested-1",
                        "steered/pause-requested-2",
                        "steered/resume-requested-2");
    }

    @Test
    void toPauseOrResumeTwiceChangesNothing() {
        // Given
        write(Samples.requested("twice"));
        awaitState("twice", "REQUESTED");
        // When
        post("twice/resume").then().statusCode(202);
        post("twice/pause").then().statusCode(202);
        post("twice/pause").then().statusCode(202);
        post("twice/resume").then().statusCode(202);
        post("twice/resume").then().statusCode(202);
        // Then
        assertThat(keysOf("twice")).containsExactly("twice", "twice/pause-requested-1", "twice/resume-requested-1");
    }

    @Test
    void experimentThatEndsOrHasEndedIsNotSteered() {
        // Given
        write(Samples.requested("over"), ExperimentEnded.failed("over", "no images"), Samples.requested("ending"));
        awaitState("over", "FAILED");
        awaitState("ending", "REQUESTED");
        post("ending/stop").then().statusCode(202);
        // Then
        assertProblem(post("over/pause"), 409, "Experiment 'over' cannot be paused: it has ended as FAILED");
        assertProblem(post("over/resume"), 409, "Experiment 'over' cannot be resumed: it has ended as FAILED");
        assertProblem(post("ending/pause"), 409, "Experiment 'ending' cannot be paused: it is STOPPING");
        assertProblem(post("nope/pause"), 404, "No experiment 'nope'");
        assertProblem(post("nope/resume"), 404, "No experiment 'nope'");
    }

    @Test
    void pauseIsThereAgainWhenTheReadModelIsMadeAgain() {
        // Given
        write(
                Samples.requested("kept"),
                Samples.phase("kept", Phase.TRAIN, 0),
                new ExperimentPauseRequested("kept", 1),
                new ExperimentResumeRequested("kept", 1),
                new ExperimentPauseRequested("kept", 2));
        awaitState("kept", "PAUSED");
        List<String> before = Database.readModelOf("kept");
        // When
        Database.empty();
        // Then
        awaitState("kept", "PAUSED");
        await().untilAsserted(() -> assertThat(Database.readModelOf("kept")).isEqualTo(before));
        get(ROOT + "?state=paused&name=SAMPLE kept").then().body("items.id", equalTo(List.of("kept")));
    }

    @Test
    void onlyAnExperimentThatHasEndedIsDeletedAndItIsGoneForGood() {
        // Given
        List<Event> life = Samples.life("gone");
        life.subList(0, life.size() - 1).forEach(log::write);
        awaitState("gone", "RUNNING");
        assertProblem(
                given().delete(ROOT + "gone"),
                409,
                "Experiment 'gone' cannot be deleted: it has not ended, it is RUNNING;"
                        + " POST /v1/experiments/gone/stop ends it");
        write(life.get(life.size() - 1));
        awaitState("gone", "COMPLETED");
        Database.execute(
                "insert into dead_letter (topic, kafka_partition, kafka_offset, headers, kind, reason,"
                        + " experiment_id, published_at) values ('deconas.rewards', 9, 9, '[]', 'REFUSED', 'too large', 'gone', now())");
        // When
        Response deleted = given().delete(ROOT + "gone");
        // Then
        deleted.then().statusCode(204);
        assertGone();
        // Late comers of other topics change nothing
        write(Samples.measured("gone", 1, 1, 30), Samples.policy("gone", 7, 1, 30));
        // When
        write(Samples.requested("after"));
        Database.empty();
        awaitState("after", "REQUESTED");
        // Then
        await().untilAsserted(() -> assertThat(Database.rows("select sum(next_offset) from topic_position"))
                .isEqualTo(List.of(Long.toString(records()))));
        assertGone();
    }

    private void assertGone() {
        for (String path : List.of("", "/trials", "/policies", "/events")) {
            assertProblem(get(ROOT + "gone" + path), 404, "No experiment 'gone'");
        }
        assertProblem(given().delete(ROOT + "gone"), 404, "No experiment 'gone'");
        get(ROOT + "?name=sample gone").then().body("total", equalTo(0));
        assertThat(Database.rows("select deleted_at is not null, name is null from experiment where id = 'gone'"))
                .containsExactly("t t");
        assertThat(Database.rows("select type from event_log where experiment_id = 'gone'"))
                .containsExactly("org.deconas.ExperimentDeleted.v1");
        for (String table : List.of("trial", "policy_version", "model", "dead_letter")) {
            assertThat(Database.rows("select count(*) from " + table + " where experiment_id = 'gone'"))
                    .as(table)
                    .containsExactly("0");
        }
    }

    private long records() {
        return log.ends(EnumSet.complementOf(EnumSet.of(Topic.CLAIMS))).values().stream()
                .mapToLong(end -> end)
                .sum();
    }

    private List<String> keysOf(String id) {
        return log.read(Topic.EXPERIMENTS.topicName()).stream()
                .map(record -> record.key())
                .filter(key -> key.equals(id) || key.startsWith(id + "/"))
                .toList();
    }

    private void write(Event... events) {
        List.of(events).forEach(log::write);
    }

    private static Response post(String path) {
        return given().post(ROOT + path);
    }

    private static void awaitState(String id, String state) {
        await().untilAsserted(() -> get(ROOT + id).then().body("state", equalTo(state)));
    }

    private static void assertProblem(Response response, int status, String detail) {
        response.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("detail", containsString(detail));
    }
}
