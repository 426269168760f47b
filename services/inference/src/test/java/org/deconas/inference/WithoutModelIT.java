package org.deconas.inference;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(WithoutKafka.class)
class WithoutModelIT {

    @Test
    void saysThatThereIsNoModelYet() {
        // Given
        byte[] image = TestImages.png(8, 8);

        // When
        Response response =
                given().header("Content-Type", "image/png").body(image).post("/v1/upscale");

        // Then
        response.then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", "5")
                .body("detail", startsWith("There is no model yet"));
    }

    @Test
    void isReadyWithoutKafka() {
        // When
        await().atMost(Duration.ofSeconds(30))
                .until(() -> given().get("/q/health/ready").statusCode() == 200);

        // Then
        given().get("/q/health/live").then().statusCode(200);
        given().get("/v1/models").then().statusCode(200).body("size()", equalTo(0));
    }
}
