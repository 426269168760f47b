package org.deconas.experiments.projection;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.deconas.experiments.Patience.await;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.deconas.experiments.EncryptedDatabase;
import org.deconas.experiments.MeshResource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(MeshResource.class)
@QuarkusTestResource(
        value = EncryptedDatabase.class,
        initArgs = @ResourceArg(name = EncryptedDatabase.TRUSTS_ANOTHER, value = "true"),
        restrictToAnnotatedClass = true)
class UntrustedDatabaseIT {

    private static final String WHY = "its certificate is not trusted: ";

    @Inject
    ReadModelSchema schema;

    @Test
    void serverThatSomebodyElseVouchesForIsRefusedInOneLine() {
        // When
        await().untilAsserted(() -> assertThat(schema.trouble()).contains(WHY));
        // Then
        assertThat(schema.isReady()).isFalse();
        assertThat(schema.trouble()).doesNotContain("\n");
        get("/q/health/ready")
                .then()
                .statusCode(503)
                .body("checks.find { it.name == 'Read model in PostgreSQL' }.data.reason", containsString(WHY));
        get("/v1/experiments/any").then().statusCode(503).body("detail", containsString(WHY));
    }
}
