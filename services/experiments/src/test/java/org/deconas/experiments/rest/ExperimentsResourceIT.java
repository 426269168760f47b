package org.deconas.experiments.rest;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.deconas.experiments.Patience.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.deconas.experiments.KafkaLog;
import org.deconas.experiments.MeshResource;
import org.deconas.experiments.Samples;
import org.deconas.messaging.EventReader;
import org.deconas.schema.Event;
import org.deconas.schema.ExperimentEnded;
import org.deconas.schema.ExperimentRequested;
import org.deconas.schema.ExperimentStopRequested;
import org.deconas.schema.Topic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(MeshResource.class)
class ExperimentsResourceIT {

    private final KafkaLog log = new KafkaLog();

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void requestedExperimentStandsInTheLogAndIsFoundAtOnce() throws Exception {
        // When
        Response created = create("{'name': 'harbour', 'settings': {'data.images': '/images', 'seed': 7}}");
        // Then
        String id = created.then()
                .statusCode(201)
                .body("id", matchesPattern("[0-9a-z]{8}"))
                .body("settings.seed", equalTo(7))
                .extract()
                .path("id");
        assertThat(created.header("Location")).endsWith("/v1/experiments/" + id);
        get("/v1/experiments/" + id)
                .then()
                .statusCode(200)
                .body("name", equalTo("harbour"))
                .body("profile", equalTo("quick"))
                .body("state", equalTo("REQUESTED"))
                .body("trials.SAMPLED", equalTo(0))
                .body("settings.data.images", equalTo("/images"))
                .body("winner", nullValue());
        ConsumerRecord<String, byte[]> record = log.read(Topic.EXPERIMENTS.topicName()).stream()
                .filter(candidate -> id.equals(candidate.key()))
                .findFirst()
                .orElseThrow();
        assertThat(KafkaLog.header(record, "ce_specversion")).contains("1.0");
        assertThat(KafkaLog.header(record, "ce_id")).contains(id + "/requested");
        assertThat(KafkaLog.header(record, "ce_type")).contains("org.deconas.ExperimentRequested.v1");
        assertThat(KafkaLog.header(record, "ce_source")).contains("/deconas/experiments");
        assertThat(KafkaLog.header(record, "ce_subject")).contains(id);
        assertThat(KafkaLog.header(record, "ce_time")).isPresent();
        assertThat(EventReader.read(record))
                .isInstanceOfSatisfying(
                        ExperimentRequested.class,
                        event -> assertThat(event.settings().seed()).isEqualTo(7));
    }

    @Test
    void experimentWithoutANameIsCalledByItsProfileAndId() {
        // When
        Response created = create("{'profile': 'small', 'settings': {'data.images': '/images'}}");
        // Then
        created.then().statusCode(201).body("name", equalTo("small-" + created.path("id")));
    }

    @Test
    void listHasTheNewestFirst() {
        // Given
        String older = create("{'settings': {'data.images': '/images'}}").path("id");
        String newer = create("{'settings': {'data.images': '/images'}}").path("id");
        // When
        Response list = get("/v1/experiments?limit=2");
        // Then
        list.then().statusCode(200).body("items.id", equalTo(java.util.List.of(newer, older)));
        get("/v1/experiments?limit=1&offset=1").then().body("items.id", equalTo(java.util.List.of(older)));
        assertThat(list.<Integer>path("total")).isGreaterThanOrEqualTo(2);
    }

    @Test
    void stopIsWrittenToTheLogAndShown() {
        // Given
        String id = create("{'settings': {'data.images': '/images'}}").path("id");
        // When
        Response stopped = given().post("/v1/experiments/" + id + "/stop");
        // Then
        stopped.then().statusCode(202);
        await().untilAsserted(() -> get("/v1/experiments/" + id).then().body("state", equalTo("STOPPING")));
        assertThat(log.read(Topic.EXPERIMENTS.topicName()))
                .anyMatch(record -> record.key().equals(new ExperimentStopRequested(id).key()));
    }

    @Test
    void endedExperimentCannotBeStopped() {
        // Given
        Event ended = ExperimentEnded.failed("ended1", "no images");
        log.write(Samples.requested("ended1"));
        log.write(ended);
        await().untilAsserted(() -> get("/v1/experiments/ended1").then().body("state", equalTo("FAILED")));
        // When
        Response stopped = given().post("/v1/experiments/ended1/stop");
        // Then
        assertProblem(stopped, 409, "Experiment 'ended1' cannot be stopped: it has ended as FAILED");
    }

    @Test
    void everySettingThatIsWrongIsNamed() {
        // When
        Response refused =
                create("{'settings': {'data.images': '/i', 'reward.penalty': 1, 'sed': 2, 'search.rounds': 'x'}}");
        // Then
        refused.then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("title", equalTo("Bad Request"))
                .body("status", equalTo(400))
                .body("errors.key", hasItems("reward.penalty", "sed", "search.rounds"))
                .body("detail", containsString("did you mean 'reward.penalty-weight'?"))
                .body("detail", containsString("did you mean 'seed'?"))
                .body("detail", containsString("search.rounds is \"x\", but must be a whole number"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                                  | data.images is missing
            {'settings': {'data.images': '/i', 'network.scale': 5}}             | network.scale is 5, but must be from 2 to 4
            {'profile': 'fast', 'settings': {'data.images': '/i'}}              | Profile 'fast' is unknown; there are quick, small, paper
            {'settings': {'data.images': '/i'}, 'setings': {}}                  | Field 'setings' is unknown; there are name, origin, profile, settings
            {'settings': 7}                                                     | Field 'settings' cannot be read
            {'settings':                                                        | The body cannot be read
            ``                                                                  | The body is missing
            """)
    void requestThatCannotBeMetIsAProblem(String body, String detail) {
        // When
        Response refused = create(body);
        // Then
        assertProblem(refused, 400, detail);
    }

    @Test
    void unknownExperimentIsAProblemEverywhere() {
        for (String path : new String[] {"", "/trials", "/policies", "/events"}) {
            // When
            Response refused = get("/v1/experiments/nope" + path);
            // Then
            assertProblem(refused, 404, "No experiment 'nope'; GET /v1/experiments lists them");
        }
        assertProblem(given().post("/v1/experiments/nope/stop"), 404, "No experiment 'nope'");
    }

    @Test
    void otherErrorsOfHttpAreProblemsToo() {
        assertProblem(given().contentType("text/plain").body("x").post("/v1/experiments"), 415, "application/json");
        assertProblem(given().delete("/v1/experiments"), 405, "not allowed");
        assertProblem(get("/v1/nothing"), 404, "/v1/nothing");
        assertProblem(get("/v1/experiments?limit=0"), 400, "limit is '0', but must be a whole number from 1 to 1000");
        assertProblem(get("/v1/experiments?offset=x"), 400, "offset is 'x', but must be a whole number from 0");
    }

    @Test
    void profilesAreShown() {
        // When
        Response profiles = get("/v1/profiles");
        // Then
        profiles.then()
                .statusCode(200)
                .body("paper.network.filters", equalTo(64))
                .body("paper.'shared-training'.'halve-every'", equalTo(200_000));
    }

    @Test
    void documentSaysWhichFieldsAreAlwaysThereAndWhichAreNeverNull() {
        // When
        ValidatableResponse document =
                given().accept("application/json").get("/q/openapi").then().statusCode(200);

        // Then
        String policy = "components.schemas.PolicyBody.";
        document.body(policy + "required", hasItems("version", "publishedAt"))
                .body(policy + "properties.version.type", equalTo("integer"))
                .body(policy + "properties.parametersSha256.type", hasItems("string", "null"))
                .body("components.schemas.ListingPolicyBody.required", hasItems("items", "total"))
                .body("components.schemas.NewExperiment.required", nullValue());
    }

    @Test
    void openApiAndHealthAndMetricsAreThere() {
        given().accept("application/json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .body("paths.keySet()", hasItems("/v1/experiments", "/v1/experiments/{id}/events", "/v1/profiles"));
        get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
        get("/q/metrics").then().statusCode(200).body(containsString("deconas_sse_clients"));
    }

    private static Response create(String body) {
        return given().contentType("application/json")
                .body(body == null ? "" : body.replace('\'', '"'))
                .post("/v1/experiments");
    }

    private static void assertProblem(Response response, int status, String detail) {
        response.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("detail", containsString(detail));
    }
}
