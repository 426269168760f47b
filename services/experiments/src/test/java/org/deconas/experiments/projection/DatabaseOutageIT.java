package org.deconas.experiments.projection;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.deconas.experiments.KafkaLog;
import org.deconas.experiments.MeshResource;
import org.deconas.experiments.Samples;
import org.deconas.infra.LocalPostgres;
import org.deconas.schema.Topic;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(MeshResource.class)
class DatabaseOutageIT {

    @ConfigProperty(name = MeshResource.POSTGRES_DIRECTORY)
    Path directory;

    @ConfigProperty(name = MeshResource.POSTGRES_PORT)
    int port;

    private final KafkaLog log = new KafkaLog();

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void eventsWaitForADatabaseThatWasKilledAndNoneIsLostOrDeadLettered() throws IOException {
        // Given
        log.write(Samples.requested("outage"));
        await().until(() -> get("/v1/experiments/outage").statusCode() == 200);
        killPostgres();
        await().untilAsserted(() -> get("/v1/experiments/outage")
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .body("detail", startsWith("The read model does not answer: ")));
        assertThat(get("/q/health/ready").statusCode()).isEqualTo(503);
        Samples.life("outage").forEach(log::write);
        // When
        LocalPostgres.start(directory, port);
        // Then
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .untilAsserted(() -> get("/v1/experiments/outage")
                        .then()
                        .statusCode(200)
                        .body("state", equalTo("COMPLETED"))
                        .body("trials.APPLIED", equalTo(3))
                        .body("trials.FAILED", equalTo(1))
                        .body("policyVersion", equalTo(2)));
        for (Topic topic : Topic.values()) {
            assertThat(log.read(topic.deadLetterName()))
                    .noneMatch(record -> new String(record.value()).contains("outage"));
        }
    }

    /** The postmaster alone: its children see that it is gone and end. */
    private void killPostgres() throws IOException {
        Path pidFile = LocalPostgres.databaseDirectory(directory).resolve("postmaster.pid");
        long pid = Long.parseLong(Files.readAllLines(pidFile).get(0));
        ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
        postmaster.destroyForcibly();
        await().until(() -> !postmaster.isAlive());
    }
}
