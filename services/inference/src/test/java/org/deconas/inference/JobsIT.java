package org.deconas.inference;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.deconas.artifacts.DirectoryArtifactStore;
import org.deconas.inference.jobs.Jobs;
import org.deconas.schema.ModelTrained;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs in a service that cuts anything larger than 100x100 into tiles, runs one job at a time and lets two wait. */
@QuarkusTest
@QuarkusTestResource(MeshResource.class)
class JobsIT {

    private static final String PROBLEM = "application/problem+json";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @ConfigProperty(name = "deconas.artifacts.directory")
    Path artifacts;

    @Inject
    Jobs jobs;

    private Client client;

    @BeforeEach
    void aModelServes() throws IOException {
        client = new Client(artifacts);
        client.serve("jobs", 41);
    }

    @AfterEach
    void noJobIsLeft() {
        for (int turn = 0; turn < 2; turn++) { // the first cancels what has not ended
            given().get("/v1/jobs")
                    .jsonPath()
                    .getList("id", String.class)
                    .forEach(id -> given().delete("/v1/jobs/" + id));
        }
    }

    @Test
    void jobTellsOfItsWayAndGivesTheVeryBytesOfADirectAnswer() throws Exception {
        // Given: an image of several tiles, and a job that is before it
        byte[] image = TestImages.png(230, 170);
        Response direct = client.post(image, "image/png", "jobs");
        String before = postLong();
        awaitState(before, "RUNNING");

        // When
        Response accepted = post(image, "model=jobs");
        String id = accepted.path("id");
        JobEvents following = new JobEvents(id);
        await().atMost(PATIENCE).until(() -> !following.received().isEmpty());
        given().delete("/v1/jobs/" + before);
        List<JobEvents.Received> events = following.all();
        Response result = given().get("/v1/jobs/" + id + "/result");

        // Then
        accepted.then()
                .statusCode(202)
                .contentType("application/json")
                .header("Location", endsWith("/v1/jobs/" + id))
                .body("id", matchesPattern("[0-9a-f]{32}"))
                .body("state", equalTo("WAITING"))
                .body("model", equalTo("jobs"))
                .body("modelDigest", equalTo(direct.header("Deconas-Model-Digest")))
                .body("result", nullValue())
                .body("links.self", equalTo("/v1/jobs/" + id))
                .body("links.events", equalTo("/v1/jobs/" + id + "/events"))
                .body("links.result", equalTo("/v1/jobs/" + id + "/result"));
        assertThat(events).extracting(JobEvents.Received::progress).isSorted().endsWith(1.0);
        assertThat(events)
                .extracting(JobEvents.Received::state)
                .startsWith("WAITING")
                .contains("RUNNING")
                .endsWith("DONE");
        assertThat(result.statusCode()).isEqualTo(200);
        assertThat(result.asByteArray()).isEqualTo(direct.asByteArray());
        for (String header : List.of(
                "Content-Type", "Content-Disposition", "Deconas-Model", "Deconas-Model-Digest", "Deconas-Scale")) {
            assertThat(result.header(header)).as(header).isEqualTo(direct.header(header));
        }
        result.then().header("Deconas-Size", "460x340").header("Deconas-Time", matchesPattern("\\d+"));
        given().get("/v1/jobs/" + id)
                .then()
                .statusCode(200)
                .body("state", equalTo("DONE"))
                .body("result.size", equalTo(direct.asByteArray().length))
                .body("result.mediaType", equalTo("image/png"))
                .body("result.width", equalTo(460))
                .body("expires", notNullValue());
        given().get("/v1/jobs").then().statusCode(200).body("id", hasItem(id));
    }

    @Test
    void jobThatRunsTellsHowFarItIs() throws Exception {
        // Given
        String running = postLong();

        // When
        List<Double> progress = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            double now = given().get("/v1/jobs/" + running).jsonPath().getDouble("progress");
            progress.add(now);
            return now > 0.02;
        });

        // Then
        assertThat(progress).isSorted();
        assertThat(progress.get(progress.size() - 1)).isLessThan(1);
        given().get("/v1/jobs/" + running).then().body("state", equalTo("RUNNING"));
    }

    @Test
    void imageMayComeInAFormAndGoInAnotherFormat() throws Exception {
        // Given
        byte[] image = TestImages.png(20, 12);
        byte[] direct = given().body(image)
                .post("/v1/upscale?model=jobs&format=webp&quality=80")
                .asByteArray();

        // When
        Response accepted = given().multiPart("image", "photo.png", image, "image/png")
                .post("/v1/jobs?model=jobs&format=webp&quality=80");
        Response without =
                given().multiPart("picture", "photo.png", image, "image/png").post("/v1/jobs?model=jobs");

        // Then
        String id = accepted.then().statusCode(202).extract().path("id");
        awaitState(id, "DONE");
        Response result = given().get("/v1/jobs/" + id + "/result");
        result.then().statusCode(200).contentType("image/webp");
        assertThat(result.asByteArray()).isEqualTo(direct);
        without.then().statusCode(400).body("detail", containsString("no file 'image'"));
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
        Response refused = post(bytes, query);

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
        String id = post(half, "model=jobs").then().statusCode(202).extract().path("id");
        awaitState(id, "FAILED");

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
    void smallRequestsComeInBetweenTheTilesOfAJob() {
        // Given
        String running = postLong();
        awaitState(running, "RUNNING");

        // When
        Response direct = client.post(TestImages.png(20, 12), "image/png", "jobs");

        // Then
        direct.then().statusCode(200);
        given().get("/v1/jobs/" + running).then().body("state", equalTo("RUNNING"));
    }

    @Test
    void jobThatIsCancelledEndsAndIsRemovedWhenThatIsAskedForAgain() throws Exception {
        // Given
        String id = postLong();
        awaitState(id, "RUNNING");
        Response early = given().get("/v1/jobs/" + id + "/result");

        // When
        Response cancelled = given().delete("/v1/jobs/" + id);

        // Then
        early.then().statusCode(409).contentType(PROBLEM).header("Retry-After", "2");
        cancelled.then().statusCode(204);
        assertThat(new JobEvents(id).all())
                .extracting(JobEvents.Received::state)
                .containsExactly("CANCELLED");
        given().get("/v1/jobs/" + id + "/result")
                .then()
                .statusCode(409)
                .body("detail", equalTo("The job was cancelled"));
        given().delete("/v1/jobs/" + id).then().statusCode(204);
        given().get("/v1/jobs/" + id).then().statusCode(404);
    }

    @Test
    void jobIsTurnedAwayWhenTooManyWait() {
        // Given
        awaitState(postLong(), "RUNNING");
        post(TestImages.png(8, 8), "model=jobs").then().statusCode(202);
        post(TestImages.png(8, 8), "model=jobs").then().statusCode(202);

        // When
        Response third = post(TestImages.png(8, 8), "model=jobs");

        // Then
        third.then()
                .statusCode(429)
                .contentType(PROBLEM)
                .header("Retry-After", "30")
                .body("detail", equalTo("2 jobs wait already; ask again later"));
    }

    @Test
    void waitingJobTakesTheModelThatWasTheNewestWhenItWasAccepted() throws IOException {
        // Given
        String running = postLong();
        awaitState(running, "RUNNING");
        Response accepted = post(TestImages.png(8, 8), "format=png");
        String digest = accepted.path("modelDigest");
        String waiting = accepted.path("id");

        // When
        String newer = client.serve("newer-than-the-job", 42).savedModel().sha256();
        given().delete("/v1/jobs/" + running);
        awaitState(waiting, "DONE");

        // Then
        assertThat(newer).isNotEqualTo(digest);
        given().get("/v1/jobs/" + waiting + "/result").then().header("Deconas-Model-Digest", digest);
    }

    @Test
    void waitingJobWhoseModelIsReplacedFailsAndTakesNoOther() throws IOException {
        // Given
        client.serve("replaced", 43);
        String running = postLong();
        awaitState(running, "RUNNING");
        String waiting = post(TestImages.png(8, 8), "model=replaced").path("id");

        // When
        ModelTrained newer = ExportedModels.store("replaced", 6, new DirectoryArtifactStore(artifacts));
        try (ModelLog log = new ModelLog()) {
            log.write(newer);
        }
        await().atMost(PATIENCE)
                .until(() -> newer.savedModel()
                        .sha256()
                        .equals(given().get("/v1/models/replaced").path("digest")));
        given().delete("/v1/jobs/" + running);
        awaitState(waiting, "FAILED");

        // Then
        given().get("/v1/jobs/" + waiting)
                .then()
                .body("problem.status", equalTo(404))
                .body("problem.detail", startsWith("The model 'replaced' of digest "))
                .body("problem.detail", endsWith("serves no more; post the image again"));
    }

    @Test
    void resultIsGoneWhenItsTimeIsOver() {
        // Given
        String id = post(TestImages.png(8, 8), "model=jobs").path("id");
        awaitState(id, "DONE");

        // When
        jobs.cleanUp(Instant.now().plus(Duration.ofHours(25)));

        // Then
        given().get("/v1/jobs/" + id).then().statusCode(200).body("state", equalTo("EXPIRED"));
        given().get("/v1/jobs/" + id + "/result")
                .then()
                .statusCode(410)
                .contentType(PROBLEM)
                .body("title", equalTo("Gone"));
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

    @Test
    void measuresTellOfJobs() {
        // Given
        awaitState(post(TestImages.png(8, 8), "model=jobs").path("id"), "DONE");

        // When
        String metrics = given().get("/q/metrics").asString();

        // Then
        assertThat(metrics)
                .contains("deconas_inference_jobs{state=\"waiting\"} 0.0")
                .contains("deconas_inference_jobs{state=\"running\"} 0.0")
                .containsPattern("deconas_inference_jobs_ended_total\\{state=\"done\"} [1-9]");
    }

    /** A job that takes longer than a test. */
    private static String postLong() {
        return post(TestImages.png(2000, 2000), "model=jobs")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
    }

    private static Response post(byte[] image, String query) {
        return given().header("Content-Type", "application/octet-stream")
                .body(image)
                .post("/v1/jobs?" + query);
    }

    private static void awaitState(String id, String state) {
        await().atMost(PATIENCE)
                .until(() -> state.equals(given().get("/v1/jobs/" + id).path("state")));
    }
}
