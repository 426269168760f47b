package org.deconas.inference;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(WithKeys.class)
class AccessIT {

    private static final String PROBLEM = "application/problem+json";

    @Test
    void withoutAKeyNothingIsToBeHad() {
        // When
        Response models = given().get("/v1/models");
        Response upscale = given().body(new byte[1 << 20]).post("/v1/upscale");
        Response jobs = given().get("/v1/jobs");
        // Then
        for (Response response : new Response[] {models, upscale, jobs}) {
            response.then()
                    .statusCode(401)
                    .contentType(PROBLEM)
                    .header("WWW-Authenticate", equalTo("Bearer realm=\"deconas\""))
                    .body("status", equalTo(401))
                    .body("detail", startsWith("This needs a key"));
        }
    }

    @Test
    void keyThatIsNobodysIsRefused() {
        // When
        Response response = given().header("X-Api-Key", "deconas_guess").get("/v1/models");
        // Then
        response.then()
                .statusCode(401)
                .contentType(PROBLEM)
                .header("WWW-Authenticate", containsString("invalid_token"))
                .body("detail", equalTo("The key is not known here"));
    }

    @Test
    void viewerSeesModelsAndEnlarges() throws IOException {
        // When
        Response models = given().header("X-Api-Key", WithKeys.viewer()).get("/v1/models");
        Response upscale = given().header("Authorization", "Bearer " + WithKeys.viewer())
                .contentType("image/png")
                .body(TestImages.png(8, 8))
                .post("/v1/upscale");
        // Then
        models.then().statusCode(200);
        upscale.then().statusCode(503).body("detail", containsString("model")); // asked, and no model serves
    }

    @Test
    void viewerPostsAndEndsJobs() {
        // When
        Response job = given().header("X-Api-Key", WithKeys.viewer())
                .contentType("image/png")
                .body(TestImages.png(8, 8))
                .post("/v1/jobs");
        Response end = given().header("X-Api-Key", WithKeys.viewer()).delete("/v1/jobs/none");
        // Then
        job.then().statusCode(503).body("detail", containsString("model")); // asked, and no model serves
        end.then().statusCode(404).contentType(PROBLEM);
    }

    @Test
    void viewerDoesNothingElse() {
        // When
        Response response = given().header("X-Api-Key", WithKeys.viewer()).delete("/v1/models");
        // Then
        response.then()
                .statusCode(403)
                .contentType(PROBLEM)
                .body("detail", startsWith("This needs the key of an operator"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "index.html", "page/app.js", "q/health/live", "q/metrics", "q/openapi"})
    void pageHealthAndMetricsNeedNoKey(String path) {
        given().get("/" + path).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"page/../v1/models", "page/%2e%2e/v1/models", "q/health/../../v1/models", "v1/models;x=/page/"})
    void wayThroughAnOpenPathLeadsNowhere(String path) {
        // When
        Response response = given().urlEncodingEnabled(false).get("/" + path);
        // Then
        assertThat(response.statusCode()).isEqualTo(401);
    }
}
