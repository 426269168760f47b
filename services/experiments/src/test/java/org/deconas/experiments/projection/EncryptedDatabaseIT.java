package org.deconas.experiments.projection;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.deconas.experiments.Patience.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.deconas.experiments.Database;
import org.deconas.experiments.EncryptedDatabase;
import org.deconas.experiments.KafkaLog;
import org.deconas.experiments.MeshResource;
import org.deconas.experiments.Samples;
import org.deconas.infra.LocalPostgres;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(MeshResource.class)
@QuarkusTestResource(value = EncryptedDatabase.class, restrictToAnnotatedClass = true)
class EncryptedDatabaseIT {

    @ConfigProperty(name = MeshResource.POSTGRES_PORT)
    int port;

    private final KafkaLog log = new KafkaLog();

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void readModelIsKeptOverConnectionsThatAreEncryptedToAServerThatIsKnown() {
        // Given
        assertThatThrownBy(this::connectInTheClear).isInstanceOf(SQLException.class);
        // When
        Samples.life("encrypted").forEach(log::write);
        // Then
        await().untilAsserted(() -> get("/v1/experiments/encrypted")
                .then()
                .statusCode(200)
                .body("state", equalTo("COMPLETED"))
                .body("trials.APPLIED", equalTo(3)));
        get("/q/health/ready").then().statusCode(200);
        assertThat(Database.rows("select distinct ssl, version from pg_stat_ssl join pg_stat_activity using (pid)"
                        + " where backend_type = 'client backend'"))
                .containsExactly("t TLSv1.3");
    }

    private void connectInTheClear() throws SQLException {
        DriverManager.getConnection(
                        "jdbc:postgresql://localhost:" + port + "/" + LocalPostgres.DATABASE + "?sslmode=disable",
                        LocalPostgres.USER,
                        "postgres")
                .close();
    }
}
