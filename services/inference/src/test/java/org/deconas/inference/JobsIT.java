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
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
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

/** Jobs in a service that cuts anything larger than 100x100 into tiles, runs one job at a time and lets two wait. */
@QuarkusTest
@QuarkusTestResource(MeshResource.class)
class JobsIT {

    private static final String PROBLEM = "application/problem+json";

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
        JobRequests.endAll();
    }

    @Test
    void jobTellsOfItsWayAndGivesTheVeryBytesOfADirectAnswer() throws Exception {
        // Given: an image of several tiles, and a job that is before it
        byte[] image = TestImages.png(230, 170);
        Response direct = client.post(image, "image/png", "jobs");
        String before = JobRequests.postLong();
        JobRequests.awaitState(before, "RUNNING");

        // When
        Response accepted = JobRequests.post(image, "model=jobs");
        String id = accepted.path("id");
        JobEvents following = new JobEvents(id);
        await().atMost(JobRequests.PATIENCE).until(() -> !following.received().isEmpty());
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
        String running = JobRequests.postLong();

        // When
        List<Double> progress = new ArrayList<>();
        await().atMost(JobRequests.PATIENCE).until(() -> {
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
        JobRequests.awaitState(id, "DONE");
        Response result = given().get("/v1/jobs/" + id + "/result");
        result.then().statusCode(200).contentType("image/webp");
        assertThat(result.asByteArray()).isEqualTo(direct);
        without.then().statusCode(400).body("detail", containsString("no file 'image'"));
    }

    @Test
    void smallRequestsComeInBetweenTheTilesOfAJob() {
        // Given
        String running = JobRequests.postLong();
        JobRequests.awaitState(running, "RUNNING");

        // When
        Response direct = client.post(TestImages.png(20, 12), "image/png", "jobs");

        // Then
        direct.then().statusCode(200);
        given().get("/v1/jobs/" + running).then().body("state", equalTo("RUNNING"));
    }

    @Test
    void jobThatIsCancelledEndsAndIsRemovedWhenThatIsAskedForAgain() throws Exception {
        // Given
        String id = JobRequests.postLong();
        JobRequests.awaitState(id, "RUNNING");
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
    void waitingJobTakesTheModelThatWasTheNewestWhenItWasAccepted() throws IOException {
        // Given
        String running = JobRequests.postLong();
        JobRequests.awaitState(running, "RUNNING");
        Response accepted = JobRequests.post(TestImages.png(8, 8), "format=png");
        String digest = accepted.path("modelDigest");
        String waiting = accepted.path("id");

        // When
        String newer = client.serve("newer-than-the-job", 42).savedModel().sha256();
        given().delete("/v1/jobs/" + running);
        JobRequests.awaitState(waiting, "DONE");

        // Then
        assertThat(newer).isNotEqualTo(digest);
        given().get("/v1/jobs/" + waiting + "/result").then().header("Deconas-Model-Digest", digest);
    }

    @Test
    void waitingJobWhoseModelIsReplacedFailsAndTakesNoOther() throws IOException {
        // Given
        client.serve("replaced", 43);
        String running = JobRequests.postLong();
        JobRequests.awaitState(running, "RUNNING");
        String waiting =
                JobRequests.post(TestImages.png(8, 8), "model=replaced").path("id");

        // When
        ModelTrained newer = ExportedModels.store("replaced", 6, new DirectoryArtifactStore(artifacts));
        try (ModelLog log = new ModelLog()) {
            log.write(newer);
        }
        await().atMost(JobRequests.PATIENCE)
                .until(() -> newer.savedModel()
                        .sha256()
                        .equals(given().get("/v1/models/replaced").path("digest")));
        given().delete("/v1/jobs/" + running);
        JobRequests.awaitState(waiting, "FAILED");

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
        String id = JobRequests.post(TestImages.png(8, 8), "model=jobs").path("id");
        JobRequests.awaitState(id, "DONE");

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

    @Test
    void measuresTellOfJobs() {
        // Given
        JobRequests.awaitState(
                JobRequests.post(TestImages.png(8, 8), "model=jobs").path("id"), "DONE");

        // When
        String metrics = given().get("/q/metrics").asString();

        // Then
        assertThat(metrics)
                .contains("deconas_inference_jobs{state=\"waiting\"} 0.0")
                .contains("deconas_inference_jobs{state=\"running\"} 0.0")
                .containsPattern("deconas_inference_jobs_ended_total\\{state=\"done\"} [1-9]");
    }
}
