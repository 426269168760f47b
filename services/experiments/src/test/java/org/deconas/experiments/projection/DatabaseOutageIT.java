package org.deconas.experiments.projection;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.deconas.experiments.Patience.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.deconas.experiments.Database;
import org.deconas.experiments.KafkaLog;
import org.deconas.experiments.MeshResource;
import org.deconas.experiments.Samples;
import org.deconas.infra.LocalPostgres;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(MeshResource.class)
class DatabaseOutageIT {

    @ConfigProperty(name = MeshResource.POSTGRES_PORT)
    int port;

    @Inject
    KafkaClientService kafka;

    private final KafkaLog log = new KafkaLog();

    @AfterEach
    void openDatabase() throws SQLException {
        log.close();
        administer("alter database deconas with allow_connections true");
    }

    @Test
    void eventsWaitForADatabaseThatIsAwayAndNoneIsLostOrDeadLettered() throws SQLException {
        // Given
        log.write(Samples.requested("outage"));
        await().until(() -> get("/v1/experiments/outage").statusCode() == 200);
        closeDatabase();
        await().untilAsserted(() -> get("/v1/experiments/outage")
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .body("detail", startsWith("The read model does not answer: ")));
        get("/q/health/ready")
                .then()
                .statusCode(503)
                .body("checks.find { it.name == 'Read model in PostgreSQL' }.data.reason", containsString("deconas"));
        Samples.life("outage").forEach(log::write);
        // When
        administer("alter database deconas with allow_connections true");
        // Then
        await().untilAsserted(() -> get("/v1/experiments/outage")
                .then()
                .statusCode(200)
                .body("state", equalTo("COMPLETED"))
                .body("trials.APPLIED", equalTo(3))
                .body("trials.FAILED", equalTo(1))
                .body("policyVersion", equalTo(2)));
        assertThat(Database.rows("select * from dead_letter where experiment_id = 'outage'"))
                .isEmpty();
    }

    @Test
    void partitionsThatAreAssignedMeanwhileWaitForTheDatabaseToSayWhereTheyGoOn() throws SQLException {
        // Given
        Samples.life("assigned").subList(0, 10).forEach(log::write);
        await().untilAsserted(() ->
                get("/v1/experiments/assigned").then().statusCode(200).body("trials.MEASURED", equalTo(2)));
        closeDatabase();
        await().until(() -> get("/v1/experiments/assigned").statusCode() == 503);
        kafka.getConsumerChannels()
                .forEach(channel -> kafka.getConsumer(channel)
                        .runOnPollingThread(consumer -> {
                            consumer.enforceRebalance();
                        })
                        .await()
                        .indefinitely());
        Samples.life("assigned").subList(10, 20).forEach(log::write);
        // When
        administer("alter database deconas with allow_connections true");
        // Then
        await().untilAsserted(() -> get("/v1/experiments/assigned")
                .then()
                .statusCode(200)
                .body("state", equalTo("COMPLETED"))
                .body("trials.APPLIED", equalTo(3))
                .body("trials.FAILED", equalTo(1))
                .body("policyVersion", equalTo(2)));
        await().untilAsserted(() -> assertThat(
                        Database.rows("select count(*) from event_log where experiment_id = 'assigned'"))
                .containsExactly("20"));
    }

    private void closeDatabase() throws SQLException {
        administer("alter database deconas with allow_connections false");
        administer("select pg_terminate_backend(pid) from pg_stat_activity where datname = 'deconas'");
    }

    private void administer(String sql) throws SQLException {
        String server = "jdbc:postgresql://localhost:" + port + "/postgres";
        try (Connection connection = DriverManager.getConnection(server, LocalPostgres.USER, "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
