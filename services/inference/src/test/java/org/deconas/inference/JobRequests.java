package org.deconas.inference;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.response.Response;
import java.time.Duration;

/** Requests of jobs. */
final class JobRequests {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private JobRequests() {}

    /** Leaves none. */
    static void endAll() {
        for (int turn = 0; turn < 2; turn++) { // the first cancels what has not ended
            given().get("/v1/jobs")
                    .jsonPath()
                    .getList("id", String.class)
                    .forEach(id -> given().delete("/v1/jobs/" + id));
        }
    }

    /** A job that takes longer than a test. */
    static String postLong() {
        return post(TestImages.png(2000, 2000), "model=jobs")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
    }

    static Response post(byte[] image, String query) {
        return given().header("Content-Type", "application/octet-stream")
                .body(image)
                .post("/v1/jobs?" + query);
    }

    static void awaitState(String id, String state) {
        await().atMost(PATIENCE)
                .until(() -> state.equals(given().get("/v1/jobs/" + id).path("state")));
    }
}
