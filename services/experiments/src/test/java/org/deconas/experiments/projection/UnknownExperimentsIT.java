package org.deconas.experiments.projection;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.deconas.experiments.Patience.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.builder.RequestSpecBuilder;
import java.util.List;
import org.deconas.experiments.Database;
import org.deconas.experiments.KafkaLog;
import org.deconas.experiments.MeshResource;
import org.deconas.experiments.Samples;
import org.deconas.experiments.rest.WithKeys;
import org.deconas.keys.Role;
import org.deconas.schema.Event;
import org.deconas.schema.EventCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(MeshResource.class)
@TestProfile(WithKeys.class)
class UnknownExperimentsIT {

    private final KafkaLog log = new KafkaLog();

    @BeforeEach
    void takeAKey() {
        RestAssured.requestSpecification = new RequestSpecBuilder()
                .addHeader("X-Api-Key", WithKeys.key(Role.OPERATOR))
                .build();
    }

    @AfterEach
    void closeLog() {
        RestAssured.requestSpecification = null;
        log.close();
    }

    @Test
    void eventsOfAnExperimentThatNobodyRequestedBecomeDeadLetters() {
        // Given
        List<Event> events = Samples.life("nobody").subList(1, 20);
        // When
        events.forEach(log::write);
        // Then
        await().untilAsserted(() -> get("/v1/dead-letters?kind=UNKNOWN_EXPERIMENT&limit=100")
                .then()
                .body("items.findAll { it.experimentId == 'nobody' }.size()", equalTo(19)));
        assertThat(get("/v1/dead-letters?kind=UNKNOWN_EXPERIMENT&limit=1").<String>path("items[0].reason"))
                .startsWith("Nobody requested experiment '");
        assertThat(Database.readModelOf("nobody")).isEmpty();
        assertThat(log.read("deconas.policies.dead-letter"))
                .filteredOn(record -> "nobody".equals(record.key()))
                .hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void requestThatComesLateBeginsTheExperimentAndRedrivingBringsTheRest() {
        // Given
        List<Event> life = Samples.life("late");
        life.subList(1, life.size()).forEach(log::write);
        await().untilAsserted(() -> assertThat(deadLetters("late")).hasSize(19));
        // When
        log.write(life.get(0));
        await().until(() -> get("/v1/experiments/late").statusCode() == 200);
        deadLetters("late")
                .forEach(id -> given().post("/v1/dead-letters/" + id + "/redrive")
                        .then()
                        .statusCode(200));
        // Then
        await().untilAsserted(() -> get("/v1/experiments/late")
                .then()
                .body("state", equalTo("COMPLETED"))
                .body("trials.APPLIED", equalTo(3))
                .body("trials.FAILED", equalTo(1))
                .body("winner.steps", equalTo(1200)));
        assertThat(Database.rows("select cast(body as text) from event_log where experiment_id = 'late'"))
                .containsExactlyInAnyOrderElementsOf(life.stream()
                        .map(event -> new String(EventCodec.encode(event), java.nio.charset.StandardCharsets.UTF_8))
                        .toList());
    }

    @Test
    void requestedExperimentIsKeptThoughNothingElseCame() {
        // Given
        log.write(Samples.requested("quiet"));
        log.write(Samples.phase("stray", org.deconas.schema.PhaseStarted.Phase.TRAIN, 0));
        // When
        await().untilAsserted(() -> assertThat(deadLetters("stray")).hasSize(1));
        // Then
        get("/v1/experiments/quiet").then().statusCode(200);
    }

    private static List<String> deadLetters(String experimentId) {
        return Database.rows("select id from dead_letter where experiment_id = '" + experimentId + "' order by id");
    }
}
