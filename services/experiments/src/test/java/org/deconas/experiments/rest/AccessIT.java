package org.deconas.experiments.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deconas.experiments.MeshResource;
import org.deconas.keys.Role;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(MeshResource.class)
@TestProfile(WithKeys.class)
class AccessIT {

    private static final String PROBLEM = "application/problem+json";
    private static final String EXPERIMENTS = "/v1/experiments";
    private static final String REQUEST = "{\"settings\": {\"data.images\": \"/images\"}}";

    @ConfigProperty(name = "quarkus.log.file.path")
    Path log;

    @Test
    void withoutAKeyOrWithAWrongOneNothingIsToBeHad() {
        given().get(EXPERIMENTS)
                .then()
                .statusCode(401)
                .contentType(PROBLEM)
                .header("WWW-Authenticate", startsWith("Bearer"))
                .body("detail", startsWith("This needs a key"));
        given().header("Authorization", "Bearer deconas_guess")
                .get(EXPERIMENTS)
                .then()
                .statusCode(401)
                .contentType(PROBLEM)
                .header("WWW-Authenticate", startsWith("Bearer"))
                .body("detail", equalTo("The key is not known here"));
    }

    @Test
    void viewerReadsAndStartsNothing() {
        as(Role.VIEWER).get(EXPERIMENTS).then().statusCode(200);
        as(Role.VIEWER)
                .contentType("application/json")
                .body(REQUEST)
                .post(EXPERIMENTS)
                .then()
                .statusCode(403)
                .contentType(PROBLEM)
                .body("detail", startsWith("This needs the key of an operator"));
    }

    @Test
    void operatorStartsAnExperiment() {
        as(Role.OPERATOR)
                .contentType("application/json")
                .body(REQUEST)
                .post(EXPERIMENTS)
                .then()
                .statusCode(201);
    }

    @Test
    void keysAreNotInTheLog() throws IOException {
        // Given
        given().header("X-Api-Key", "deconas_guess").get(EXPERIMENTS).then().statusCode(401);
        as(Role.VIEWER).get(EXPERIMENTS).then().statusCode(200);
        as(Role.OPERATOR).get(EXPERIMENTS + "/nothing").then().statusCode(404);
        // When
        String written = Files.readString(log);
        // Then
        assertThat(written)
                .contains("Keys are needed")
                .doesNotContain("deconas_guess", WithKeys.key(Role.VIEWER), WithKeys.key(Role.OPERATOR));
    }

    @Test
    void healthNeedsNoKey() {
        given().get("/q/health/live").then().statusCode(200);
        given().get("/q/metrics").then().statusCode(200);
    }

    private static RequestSpecification as(Role role) {
        return given().header("Authorization", "Bearer " + WithKeys.key(role));
    }
}
