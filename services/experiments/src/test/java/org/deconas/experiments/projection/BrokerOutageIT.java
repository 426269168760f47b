package org.deconas.experiments.projection;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.deconas.experiments.Patience.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deconas.experiments.KafkaLog;
import org.deconas.experiments.MeshResource;
import org.deconas.experiments.Samples;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(MeshResource.class)
class BrokerOutageIT {

    /** Longer than Kafka's clients wait for one request. */
    private static final Duration OUTAGE = MeshResource.KAFKA_REQUEST_LIMIT.plusSeconds(3);

    private static final Duration RETURN = Duration.ofMinutes(2);

    private static final String LETTERS = "/v1/dead-letters?kind=UNKNOWN_TYPE&limit=1000";

    MeshResource mesh;

    @Test
    void projectionGoesOnWhenABrokerThatWasAwayIsBack() {
        // Given
        try (KafkaLog log = new KafkaLog()) {
            log.write(Samples.requested("before"));
            Samples.life("across").subList(0, 10).forEach(log::write);
            await().until(() -> get("/v1/experiments/before").statusCode() == 200
                    && get("/v1/experiments/across").statusCode() == 200);
            log.write("deconas.rewards", "outage", "org.elsewhere.Thing.v1", new byte[] {1});
            await().untilAsserted(() -> get(LETTERS).then().body("items.key", hasItem("outage")));
        }
        int letter = get(LETTERS).path("items.find { it.key == 'outage' }.id");
        mesh.stopKafka();
        Instant stopped = Instant.now();
        await().untilAsserted(() -> get("/q/health/ready").then().statusCode(503));
        CompletableFuture<Response> archive =
                CompletableFuture.supplyAsync(() -> get("/v1/experiments/before/archive"));
        Stream.<Supplier<Response>>of(
                        () -> given().contentType("application/json")
                                .body("{\"settings\": {\"data.images\": \"/images\"}}")
                                .post("/v1/experiments"),
                        () -> given().post("/v1/experiments/before/stop"),
                        () -> given().post("/v1/dead-letters/" + letter + "/redrive"))
                .map(request ->
                        CompletableFuture.supplyAsync(request)) // each is waited for as long as a command may take
                .toList()
                .forEach(answer -> isAProblem(answer.join()));
        get("/v1/experiments/before").then().statusCode(200);
        archive.join().then().statusCode(200); // nothing comes that could be waited for
        await().atMost(RETURN).until(() -> Instant.now().isAfter(stopped.plus(OUTAGE)));
        // When
        mesh.startKafka();
        // Then
        try (KafkaLog log = new KafkaLog()) {
            Samples.life("across").subList(10, 20).forEach(log::write);
            await().atMost(RETURN)
                    .untilAsserted(() -> get("/v1/experiments/across")
                            .then()
                            .body("state", equalTo("COMPLETED"))
                            .body("trials.APPLIED", equalTo(3))
                            .body("trials.FAILED", equalTo(1)));
            await().atMost(RETURN)
                    .untilAsserted(() -> get("/q/health/ready").then().statusCode(200));
            given().contentType("application/json")
                    .body("{\"settings\": {\"data.images\": \"/images\"}}")
                    .post("/v1/experiments")
                    .then()
                    .statusCode(201);
        }
    }

    private static void isAProblem(Response response) {
        response.then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", "5")
                .body("detail", containsString("Kafka does not answer"));
    }
}
