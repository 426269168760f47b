package org.deconas.experiments.projection;

import static io.restassured.RestAssured.get;
import static org.deconas.experiments.Patience.await;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.JsonConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.deconas.experiments.KafkaLog;
import org.deconas.experiments.MeshResource;
import org.deconas.experiments.Samples;
import org.deconas.schema.Event;
import org.deconas.schema.EventCodec;
import org.deconas.schema.ExperimentEnded;
import org.deconas.schema.RewardMeasured;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(MeshResource.class)
class ProjectionIT {

    private static final RestAssuredConfig DOUBLES =
            RestAssuredConfig.config().jsonConfig(JsonConfig.jsonConfig().numberReturnType(NumberReturnType.DOUBLE));

    private final KafkaLog log = new KafkaLog();

    @AfterEach
    void closeLog() {
        log.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void wholeLifeIsRightThoughItIsShuffledAndRepeated(long seed) {
        // Given
        String id = "shuffled" + seed;
        List<Event> life = new ArrayList<>(Samples.life(id));
        life.addAll(Samples.life(id));
        Collections.shuffle(life, new Random(seed));
        // When
        life.forEach(log::write);
        // Then
        await().untilAsserted(() -> io.restassured.RestAssured.given()
                .config(DOUBLES)
                .get("/v1/experiments/" + id)
                .then()
                .statusCode(200)
                .body("state", equalTo("COMPLETED"))
                .body("phase", equalTo("TRAIN_WINNER"))
                .body("round", equalTo(2))
                .body("rounds", equalTo(2))
                .body("trials.SAMPLED", equalTo(0))
                .body("trials.MEASURED", equalTo(0))
                .body("trials.APPLIED", equalTo(3))
                .body("trials.FAILED", equalTo(1))
                .body("policyVersion", equalTo(2))
                .body("baseline", closeTo(32.2, 1e-9))
                .body("bestReward", closeTo(33.0, 1e-9))
                .body("rewards.round", equalTo(List.of(0, 1)))
                .body("rewards[0].meanReward", closeTo(31.0, 1e-9))
                .body("rewards[1].trials", equalTo(1))
                .body("winner.modelId", equalTo(id + "-model"))
                .body("winner.validationPsnr", closeTo(33.9, 1e-9)));
        get("/v1/experiments/" + id + "/trials?limit=2&offset=2")
                .then()
                .body("total", equalTo(4))
                .body("items.id", equalTo(List.of(Samples.trialId(id, 1, 0), Samples.trialId(id, 1, 1))))
                .body("items.state", equalTo(List.of("APPLIED", "FAILED")))
                .body("items[1].failure", equalTo("out of memory"));
        get("/v1/experiments/" + id + "/policies")
                .then()
                .body("items.version", equalTo(List.of(0, 1, 2)))
                .body("items[1].appliedTrials", equalTo(2));
    }

    @Test
    void experimentIsNotShownBeforeItsRequestHasCome() {
        // Given
        String id = "early";
        // When
        log.write(Samples.policy(id, 0, 0, 0));
        log.write(Samples.requested("marker"));
        // Then
        await().untilAsserted(() -> get("/v1/experiments/marker").then().statusCode(200));
        get("/v1/experiments/" + id).then().statusCode(404);
    }

    @Test
    void streamGoesOnAfterARecordThatCannotBeRead() {
        // Given
        String id = "poisoned";
        log.write(Samples.requested(id));
        RewardMeasured reward = Samples.measured(id, 0, 0, 30);
        // When
        log.write(reward.topic().topicName(), id, EventCodec.type(reward), new byte[] {1, 2, 3});
        log.write(reward);
        // Then
        await().untilAsserted(() -> get("/v1/experiments/" + id).then().body("trials.MEASURED", equalTo(1)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void trialsThatAnEndLeftBehindAreSupersededInWhateverOrder(long seed) {
        // Given
        String id = "left" + seed;
        List<Event> life = new ArrayList<>(List.of(
                Samples.requested(id),
                Samples.sampled(id, 0, 0),
                Samples.sampled(id, 0, 1),
                Samples.sampled(id, 0, 2),
                Samples.sampled(id, 0, 3),
                Samples.measured(id, 0, 0, 30),
                Samples.measured(id, 0, 1, 31),
                Samples.failed(id, 0, 2),
                Samples.policy(id, 1, 0, 30, Samples.trialId(id, 0, 0)),
                ExperimentEnded.stopped(id)));
        Collections.shuffle(life, new Random(seed));
        // When
        life.forEach(log::write);
        // Then
        await().untilAsserted(() -> get("/v1/experiments/" + id)
                .then()
                .statusCode(200)
                .body("state", equalTo("STOPPED"))
                .body("trials.SAMPLED", equalTo(0))
                .body("trials.MEASURED", equalTo(0))
                .body("trials.APPLIED", equalTo(1))
                .body("trials.FAILED", equalTo(1))
                .body("trials.SUPERSEDED", equalTo(2)));
    }

    @Test
    void eventsAreCountedByType() {
        // Given
        Samples.life("counted").forEach(log::write);
        // Then
        await().untilAsserted(() -> get("/v1/experiments/counted")
                .then()
                .body("state", equalTo("COMPLETED"))
                .body("rewards", hasSize(2)));
        get("/q/metrics")
                .then()
                .body(containsString("deconas_events_total{type=\"RewardMeasured\"}"))
                .body(containsString("deconas_reward_bucket{le=\"32.25\""));
    }
}
