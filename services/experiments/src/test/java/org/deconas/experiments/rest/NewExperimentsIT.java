package org.deconas.experiments.rest;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.deconas.experiments.Patience.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.deconas.experiments.Database;
import org.deconas.experiments.KafkaLog;
import org.deconas.experiments.MeshResource;
import org.deconas.experiments.Samples;
import org.deconas.schema.Event;
import org.deconas.schema.ExperimentEnded;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.Topic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(MeshResource.class)
class NewExperimentsIT {

    private static final String ROOT = "/v1/experiments";
    private static final String REQUEST = "{'name': 'once', 'settings': {'data.images': '/images', 'seed': 3}}";

    private final KafkaLog log = new KafkaLog();

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void everyFieldAndSettingThatIsWrongIsNamedInOneAnswer() {
        // When
        Response refused =
                json("{'name': 7, 'setings': {}, 'profile': 'fast', 'settings': {'sed': 1, 'search.rounds': 'x'}}")
                        .post(ROOT);
        // Then
        refused.then()
                .statusCode(400)
                .body("errors.key", contains("setings", "name", "profile", "sed", "search.rounds"))
                .body("errors[1].message", equalTo("Field 'name' cannot be read: it must be text"));
    }

    @Test
    void everyFieldOfAnOriginThatIsWrongIsNamed() {
        // When
        Response refused =
                json("{'origin': {'experiment': 1, 'round': '2', 'place': 3}}").post(ROOT);
        // Then
        refused.then()
                .statusCode(400)
                .body("errors.key", contains("origin.place", "origin.experiment", "origin.round"));
    }

    @Test
    void bodyThatIsNoObjectIsRefused() {
        json("[]").post(ROOT).then().statusCode(400).body("detail", containsString("it must be a JSON object"));
    }

    @Test
    void cloneHasTheOthersSettingsButForWhatIsChanged() {
        // Given
        log.write(Samples.requested("parent"));
        awaitExperiment("parent");
        // When
        Response cloned =
                json("{'name': 'second seed', 'settings': {'seed': 99}}").post(ROOT + "/parent/clone");
        // Then
        String id = cloned.then()
                .statusCode(201)
                .body("name", equalTo("second seed"))
                .body("profile", equalTo("quick"))
                .body("settings.seed", equalTo(99))
                .extract()
                .path("id");
        assertThat(cloned.header("Location")).endsWith(ROOT + "/" + id);
        get(ROOT + "/" + id).then().body("settings.data.images", equalTo("/data/images"));
        json("{}")
                .post(ROOT + "/parent/clone")
                .then()
                .statusCode(201)
                .body("name", containsString("sample parent-"))
                .body("settings.seed", equalTo((int) Samples.settings().seed()));
    }

    @Test
    void cloneOfNothingAndWithWhatIsWrongIsRefused() {
        // Given
        log.write(Samples.requested("mother"));
        awaitExperiment("mother");
        // Then
        json("{}").post(ROOT + "/nope/clone").then().statusCode(404);
        json("{'profile': 'quick', 'settings': {'sed': 1}}")
                .post(ROOT + "/mother/clone")
                .then()
                .statusCode(400)
                .body("errors.key", contains("profile", "sed"));
    }

    @Test
    void sameKeyWithTheSameBodyGivesTheSameExperiment() {
        // Given
        Response first = json(REQUEST).header("Idempotency-Key", "\"key-1\"").post(ROOT);
        // When: its fields in another order, and the key without quotation marks
        Response second = json("{'settings': {'seed': 3, 'data.images': '/images'}, 'name': 'once'}")
                .header("Idempotency-Key", "key-1")
                .post(ROOT);
        // Then
        first.then().statusCode(201);
        second.then().statusCode(201).body("id", equalTo(first.path("id")));
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(requestsOf(first.path("id"))).isEqualTo(1);
    }

    @Test
    void sameKeyWithAnotherRequestIsRefused() {
        // Given
        String id = json(REQUEST).header("Idempotency-Key", "key-2").post(ROOT).path("id");
        // Then
        json("{'settings': {'data.images': '/others'}}")
                .header("Idempotency-Key", "key-2")
                .post(ROOT)
                .then()
                .statusCode(422)
                .body("detail", equalTo("Idempotency-Key 'key-2' was used for another request; take a new one"));
        json("{}")
                .header("Idempotency-Key", "key-2")
                .post(ROOT + "/" + id + "/clone")
                .then()
                .statusCode(422);
    }

    @Test
    void repeatedRequestHasItsFirstAnswerThoughItWouldBeRefusedNow() {
        // Given: a clone of one that is not there any more
        log.write(Samples.requested("passing"));
        awaitExperiment("passing");
        String id = json("{'name': 'copy'}")
                .header("Idempotency-Key", "key-5")
                .post(ROOT + "/passing/clone")
                .path("id");
        log.write(ExperimentEnded.failed("passing", "no images"));
        await().untilAsserted(() -> get(ROOT + "/passing").then().body("state", equalTo("FAILED")));
        given().delete(ROOT + "/passing").then().statusCode(204);

        // When
        Response again =
                json("{'name': 'copy'}").header("Idempotency-Key", "key-5").post(ROOT + "/passing/clone");

        // Then
        again.then().statusCode(201).body("id", equalTo(id));
        json("{'name': 'copy'}")
                .header("Idempotency-Key", "key-6")
                .post(ROOT + "/passing/clone")
                .then()
                .statusCode(404);
    }

    @Test
    void keyThatIsNoneIsRefused() {
        json(REQUEST)
                .header("Idempotency-Key", "a key")
                .post(ROOT)
                .then()
                .statusCode(400)
                .body("detail", containsString("Idempotency-Key is 'a key', but must be 1 to 255"));
    }

    @Test
    void requestsWithOneKeyThatComeAtTheSameTimeBeginOneExperiment() {
        // When
        List<CompletableFuture<String>> answers = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> json(REQUEST)
                        .header("Idempotency-Key", "key-3")
                        .post(ROOT)
                        .then()
                        .statusCode(201)
                        .extract()
                        .<String>path("id")))
                .toList();
        // Then
        assertThat(answers.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    }

    @Test
    void requestThatBrokeOffBeforeTheLogIsCompletedByItsRepetition() {
        // Given: as it stands in the database when the service died right then
        String id = json(REQUEST).header("Idempotency-Key", "key-4").post(ROOT).path("id");
        Database.execute("update idempotency_key set experiment_id = 'broken01' where key = 'key-4'");
        // When
        Response again = json(REQUEST).header("Idempotency-Key", "key-4").post(ROOT);
        // Then
        again.then().statusCode(201).body("id", equalTo("broken01"));
        assertThat(id).isNotEqualTo("broken01");
        assertThat(requestsOf("broken01")).isEqualTo(1);
    }

    @Test
    void listIsFilteredAndSorted() {
        // Given
        log.write(Samples.requested("filter-a"));
        log.write(Samples.requested("filter-b"));
        log.write(ExperimentEnded.failed("filter-b", "no images"));
        log.write(Samples.requested("filter-c"));
        log.write(Samples.measured("filter-c", 0, 0, 31));
        awaitExperiment("filter-c");
        await().untilAsserted(() -> get(ROOT + "/filter-b").then().body("state", equalTo("FAILED")));
        await().untilAsserted(() -> get(ROOT + "/filter-c").then().body("bestReward", equalTo(31f)));
        // Then
        assertIds("?name=FILTER-&sort=name", "filter-a", "filter-b", "filter-c");
        assertIds("?name=filter-&sort=-name", "filter-c", "filter-b", "filter-a");
        assertIds("?name=filter-&sort=-bestReward&limit=1", "filter-c");
        assertIds("?name=filter-&state=failed", "filter-b");
        assertIds("?name=filter-&state=REQUESTED,FAILED&sort=-endedAt&limit=1", "filter-b");
        assertIds("?name=filter-&profile=paper");
        assertIds("?name=filter-&profile=quick&sort=-name&limit=1&offset=1", "filter-b");
        get(ROOT + "?state=lost")
                .then()
                .statusCode(400)
                .body("detail", containsString("state is 'LOST', but must be one of REQUESTED, RUNNING, PAUSED"));
        get(ROOT + "?sort=age")
                .then()
                .statusCode(400)
                .body("detail", equalTo("sort is 'age', but must be one of requestedAt, endedAt, name, bestReward"));
    }

    @Test
    void experimentsAreComparedToTheBit() {
        // Given
        Samples.life("left").forEach(log::write);
        Samples.life("right").forEach(log::write);
        for (Event event : Samples.life("other")) {
            log.write(
                    event instanceof RewardMeasured reward && reward.round() == 1
                            ? Samples.measured("other", 1, reward.index(), 29)
                            : event);
        }
        log.write(Samples.requested("young"));
        for (String id : List.of("left", "right", "other")) {
            await().untilAsserted(() -> get(ROOT + "/" + id).then().body("state", equalTo("COMPLETED")));
        }
        awaitExperiment("young");
        // Then
        get(ROOT + "/left/compare/right")
                .then()
                .statusCode(200)
                .body("same", equalTo(true))
                .body("trials.identical", equalTo(4))
                .body("first", nullValue());
        get(ROOT + "/left/compare/other")
                .then()
                .statusCode(200)
                .body("same", equalTo(false))
                .body("first.where", equalTo("round 1, update 0, trial 0"))
                .body("first.what", equalTo("PSNR"))
                .body("first.first", equalTo("33.2"))
                .body("first.second", equalTo("29.2"));
        get(ROOT + "/left/compare/young")
                .then()
                .statusCode(409)
                .body("detail", equalTo("Experiment 'young' has not ended, it is REQUESTED"));
        get(ROOT + "/left/compare/nope").then().statusCode(404);
    }

    private static void assertIds(String query, String... ids) {
        get(ROOT + query).then().statusCode(200).body("items.id", equalTo(List.of(ids)));
    }

    private long requestsOf(String id) {
        return log.read(Topic.EXPERIMENTS.topicName()).stream()
                .filter(record -> id.equals(record.key()))
                .count();
    }

    private static void awaitExperiment(String id) {
        await().until(() -> get(ROOT + "/" + id).statusCode() == 200);
    }

    private static RequestSpecification json(String body) {
        return given().contentType("application/json").body(body.replace('\'', '"'));
    }
}
