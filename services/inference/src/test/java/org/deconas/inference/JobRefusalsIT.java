package org.deconas.inference;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.deconas.inference.jobs.Jobs;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no job, and which jobs give no image; in a service that runs one job at a time and lets two wait. */
@QuarkusTest
@QuarkusTestResource(MeshResource.class)
class JobRefusalsIT {

    private static final String PROBLEM = "application/problem+json";

    @ConfigProperty(name = "deconas.artifacts.directory")
    Path artifacts;

    @Inject
    Jobs jobs;

    @BeforeEach
    void aModelServes() throws IOException {
        new Client(artifacts).serve("jobs", 41);
    }

    @AfterEach
    void noJobIsLeft() {
        JobRequests.endAll();
    }

    @ParameterizedTest
    @CsvSource({
        "model=jobs, text, 415, 'give PNG, JPEG'",
        "model=jobs, empty, 400, The body is empty",
        "model=jobs, bomb, 413, The image has 9000x9000 pixels",
        "model=none, image, 404, No model 'none'",
        "model=jobs&format=gif, image, 400, format is 'gif'",
        "model=jobs&quality=0, image, 400, 1 to 100",
        "model=jobs&metadata=some, image, 400, keep or drop"
    })
    void whatADirectRequestIsRefusedForIsNoJob(String query, String body, int status, String detail) {
        // Given
        byte[] bytes = switch (body) {
            case "text" -> "no image".getBytes();
            case "empty" -> new byte[0];
            case "bomb" -> TestImages.pngThatClaims(9000, 9000);
            default -> TestImages.png(8, 8);
        };

        // When
        Response refused = JobRequests.post(bytes, query);

        // Then
        refused.then()
                .statusCode(status)
                .contentType(PROBLEM)
                .body("status", equalTo(status))
                .body("detail", containsString(detail));
        given().get("/v1/jobs").then().body("size()", equalTo(0));
    }

    @Test
    void tooManyBytesAreRefusedWhetherTheirNumberIsSaidOrNot() throws Exception {
        // Given
        byte[] tooLong = new byte[(64 << 20) + 1];

        // When
        HttpResponse<String> said = send(HttpRequest.BodyPublishers.ofByteArray(tooLong));
        HttpResponse<String> unsaid =
                send(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(tooLong)));

        // Then
        assertThat(said.statusCode()).isEqualTo(413);
        assertThat(said.headers().firstValue("Content-Type")).hasValue(PROBLEM);
        assertThat(said.body()).contains("The body is longer than the 64 MiB that this service takes");
        assertThat(unsaid.statusCode()).isEqualTo(413);
        assertThat(jobs.all()).isEmpty();
    }

    private static HttpResponse<String> send(HttpRequest.BodyPublisher body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/v1/jobs?model=jobs"))
                .POST(body)
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void imageThatIsCutShortFailsItsJobAndSaysWhy() {
        // Given
        byte[] half = TestImages.truncated(TestImages.png(64, 64));

        // When
        String id = JobRequests.post(half, "model=jobs")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        JobRequests.awaitState(id, "FAILED");

        // Then
        given().get("/v1/jobs/" + id)
                .then()
                .body("problem.status", equalTo(400))
                .body("problem.detail", containsString("cut short"));
        given().get("/v1/jobs/" + id + "/result")
                .then()
                .statusCode(409)
                .contentType(PROBLEM)
                .body("detail", startsWith("The job has failed: "));
    }

    @Test
    void jobIsTurnedAwayWhenTooManyWait() {
        // Given
        JobRequests.awaitState(JobRequests.postLong(), "RUNNING");
        JobRequests.post(TestImages.png(8, 8), "model=jobs").then().statusCode(202);
        JobRequests.post(TestImages.png(8, 8), "model=jobs").then().statusCode(202);

        // When
        Response third = JobRequests.post(TestImages.png(8, 8), "model=jobs");

        // Then
        third.then()
                .statusCode(429)
                .contentType(PROBLEM)
                .header("Retry-After", "30")
                .body("detail", equalTo("2 jobs wait already; ask again later"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/events", "/result"})
    void unknownJobIsAProblem(String below) {
        // When
        Response response = given().get("/v1/jobs/0123456789abcdef0123456789abcdef" + below);

        // Then
        response.then()
                .statusCode(404)
                .contentType(PROBLEM)
                .body("detail", startsWith("No job '0123456789abcdef0123456789abcdef'"));
    }

    @Test
    void unknownJobCannotBeEnded() {
        given().delete("/v1/jobs/..%2F..").then().statusCode(404);
        given().delete("/v1/jobs/none").then().statusCode(404).contentType(PROBLEM);
    }
}
