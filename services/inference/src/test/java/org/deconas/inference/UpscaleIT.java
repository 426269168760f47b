package org.deconas.inference;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.deconas.artifacts.Artifact;
import org.deconas.artifacts.DirectoryArtifactStore;
import org.deconas.imaging.ImageFiles;
import org.deconas.imaging.RgbImage;
import org.deconas.schema.ArtifactReference;
import org.deconas.schema.ModelTrained;
import org.deconas.serving.ServedNetwork;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(MeshResource.class)
class UpscaleIT {

    private static final String PROBLEM = "application/problem+json";
    private static final int TOO_MANY_REQUESTS = 429;
    private static final EncoderConfig RAW = EncoderConfig.encoderConfig()
            .appendDefaultContentCharsetToContentTypeIfUndefined(false)
            .encodeContentTypeAs("application/x-www-form-urlencoded", ContentType.BINARY)
            .encodeContentTypeAs("text/plain", ContentType.BINARY);

    @ConfigProperty(name = "deconas.artifacts.directory")
    Path artifacts;

    @ConfigProperty(name = "deconas.inference.models-directory")
    Path modelsDirectory;

    @BeforeEach
    void aModelServes() throws IOException {
        serve("first", 1);
    }

    @Test
    void servesThePixelsThatTheModelComputes() throws IOException {
        // Given
        RgbImage low = TestImages.noise(31, 20);
        RgbImage expected;
        try (ServedNetwork network = ServedNetwork.open(modelsDirectory.resolve("first"), 2)) {
            expected = network.upscale(low);
        }

        // When
        Response response = post(ImageFiles.toPng(low), "image/png", "first");

        // Then
        response.then()
                .statusCode(200)
                .contentType("image/png")
                .header("Deconas-Model", "first")
                .header("Deconas-Scale", "2")
                .header("Deconas-Time", matchesPattern("\\d+"))
                .header("Content-Disposition", "inline; filename=\"enlarged-x2.png\"");
        assertThat(ImageFiles.read(response.asByteArray(), "answer")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image/jpeg",
                "image/bmp",
                "application/octet-stream",
                "application/x-www-form-urlencoded",
                "text/plain"
            })
    void takesAnImageWhateverTypeIsStated(String type) throws IOException {
        // Given
        byte[] file = TestImages.encoded(type.equals("image/bmp") ? "bmp" : "jpeg", 20, 12);

        // When
        Response response = post(file, type, "first");

        // Then
        response.then().statusCode(200).contentType("image/png");
        RgbImage enlarged = ImageFiles.read(response.asByteArray(), "answer");
        assertThat(enlarged.width()).isEqualTo(40);
        assertThat(enlarged.height()).isEqualTo(24);
    }

    @Test
    void refusesTextAndSaysWhatItTakes() {
        // Given
        byte[] text = "hello".getBytes(StandardCharsets.UTF_8);

        // When
        Response response = post(text, "text/plain", "first");

        // Then
        response.then()
                .statusCode(415)
                .contentType(PROBLEM)
                .body("status", equalTo(415))
                .body("detail", startsWith("The body is no PNG, JPEG or BMP image: "));
    }

    @Test
    void refusesAnEmptyBody() {
        // When
        Response response = request("first").post("/v1/upscale");

        // Then
        response.then().statusCode(400).contentType(PROBLEM).body("detail", startsWith("The body is empty"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg"})
    void refusesATruncatedImage(String format) {
        // Given
        byte[] half = TestImages.truncated(TestImages.encoded(format, 64, 64));

        // When
        Response response = post(half, "image/" + format, "first");

        // Then
        response.then().statusCode(400).contentType(PROBLEM).body("detail", containsString("truncated"));
    }

    @ParameterizedTest
    @ValueSource(ints = {3000, 100_000})
    void refusesTooManyPixelsBeforeItDecodesThem(int side) {
        // Given
        byte[] claim = TestImages.pngThatClaims(side, side);

        // When
        Response response = post(claim, "image/png", "first");

        // Then
        response.then()
                .statusCode(413)
                .contentType(PROBLEM)
                .body(
                        "detail",
                        startsWith("The image has " + side + "x" + side + " pixels; this service takes at most "));
    }

    @Test
    void refusesTooManyBytes() {
        // Given
        byte[] tooLong = new byte[(64 << 20) + 1];

        // When
        Response response = post(tooLong, "image/png", "first");

        // Then
        response.then()
                .statusCode(413)
                .contentType(PROBLEM)
                .body("detail", equalTo("The body is longer than the 64 MiB that this service takes"));
    }

    @Test
    void saysWhichModelsThereAreWhenAnotherIsAskedFor() {
        // When
        Response response = post(TestImages.png(8, 8), "image/png", "none");

        // Then
        response.then()
                .statusCode(404)
                .contentType(PROBLEM)
                .body("detail", startsWith("No model 'none'; there are "))
                .body("detail", containsString("first"));
    }

    @Test
    void listsDescribesAndGivesModels() throws IOException {
        // Given
        ModelTrained listed = serve("listed", 5);

        // When
        Response list = given().get("/v1/models");

        // Then
        list.then()
                .statusCode(200)
                .body("find { it.default }.id", equalTo(list.path("[0].id")))
                .body("find { it.id == 'listed' }.scale", equalTo(2))
                .body(
                        "find { it.id == 'listed' }.digest",
                        equalTo(listed.savedModel().sha256()))
                .body("find { it.id == 'listed' }.parameters", equalTo((int) listed.parameters()));
        given().get("/v1/models/listed")
                .then()
                .statusCode(200)
                .body("sequence", equalTo(listed.sequence()))
                .body("validationPsnr", equalTo(33.5f));
        byte[] archive = given().get("/v1/models/listed/saved-model").asByteArray();
        assertThat(archive)
                .isEqualTo(new DirectoryArtifactStore(artifacts)
                        .read(listed.savedModel().sha256()));
    }

    @Test
    void swapsInANewModelWhileRequestsRunAndNoneFails() throws Exception {
        // Given
        byte[] image = TestImages.png(48, 48);
        List<String> failures = Collections.synchronizedList(new ArrayList<>());
        List<String> models = Collections.synchronizedList(new ArrayList<>());
        ExecutorService clients = Executors.newFixedThreadPool(3);
        for (int client = 0; client < 3; client++) {
            clients.submit(() -> {
                while (!clients.isShutdown()) {
                    Response response = post(image, "image/png", null);
                    models.add(response.header("Deconas-Model"));
                    if (response.statusCode() != 200) {
                        failures.add(response.asString());
                    }
                }
            });
        }
        await().until(() -> models.size() > 10);

        // When
        for (int model = 0; model < 4; model++) {
            String id = "swap-" + model;
            serve(id, model);
            await().until(() -> models.contains(id));
        }
        int before = models.size();
        await().until(() -> models.size() > before + 10);
        clients.shutdown();

        // Then
        assertThat(clients.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(failures).isEmpty();
        assertThat(models.get(models.size() - 1)).isEqualTo("swap-3");
    }

    @Test
    void turnsRequestsAwayWhenTooManyWait() throws Exception {
        // Given
        byte[] image = TestImages.png(300, 300);
        ExecutorService clients = Executors.newFixedThreadPool(16);

        // When
        List<Future<Response>> answers = new ArrayList<>();
        for (int request = 0; request < 16; request++) {
            answers.add(clients.submit(() -> post(image, "image/png", "first")));
        }
        List<Response> responses = new ArrayList<>();
        for (Future<Response> answer : answers) {
            responses.add(answer.get());
        }
        clients.shutdown();

        // Then
        assertThat(responses).extracting(Response::statusCode).containsOnly(200, TOO_MANY_REQUESTS);
        assertThat(responses)
                .filteredOn(response -> response.statusCode() == TOO_MANY_REQUESTS)
                .allSatisfy(response -> response.then().contentType(PROBLEM).header("Retry-After", "2"));
    }

    @Test
    void goesOnWithoutAModelThatCannotBeHad() throws IOException {
        // Given
        ModelTrained missing = ExportedModels.describe("missing", new ArtifactReference("ab".repeat(32), 10));
        Artifact junk = new DirectoryArtifactStore(artifacts).put("no archive".getBytes(StandardCharsets.UTF_8));
        ModelTrained corrupt = ExportedModels.describe("corrupt", new ArtifactReference(junk.sha256(), junk.size()));
        ModelTrained outside = ExportedModels.describe("../outside", corrupt.savedModel());

        // When
        try (ModelLog log = new ModelLog()) {
            log.write(missing);
            log.write(corrupt);
            log.write(outside);
            log.write("unreadable", "org.deconas.ModelTrained.v99", new byte[] {1});
        }
        serve("afterwards", 3);

        // Then
        given().get("/v1/models/missing").then().statusCode(404);
        given().get("/v1/models/corrupt").then().statusCode(404);
        post(TestImages.png(8, 8), "image/png", null).then().statusCode(200);
        assertThat(modelsDirectory.resolve("../outside")).doesNotExist();
    }

    @Test
    void aModelThatFailsDoesNotHarmTheOthers() throws IOException {
        // Given a model that is not in memory, because there is place for one, and whose files are lost
        serve("lost", 7);
        serve("good", 8);
        Files.delete(modelsDirectory.resolve("lost").resolve("saved_model.pb"));

        // When
        Response response = post(TestImages.png(8, 8), "image/png", "lost");

        // Then
        response.then()
                .statusCode(500)
                .contentType(PROBLEM)
                .body("detail", equalTo("The model 'lost' failed on this image; the service's log says why"));
        post(TestImages.png(8, 8), "image/png", "good").then().statusCode(200);
    }

    @Test
    void tellsOfItsHealthAndItsMeasures() {
        // Given
        post(TestImages.png(10, 10), "image/png", "first");

        // When
        String metrics = given().get("/q/metrics").asString();

        // Then
        assertThat(metrics)
                .contains("deconas_inference_seconds_count{model=\"first\"}")
                .contains("deconas_inference_pixels_total{model=\"first\"}");
        given().get("/q/health/ready").then().statusCode(200);
    }

    private ModelTrained serve(String modelId, long seed) throws IOException {
        boolean known = given().get("/v1/models/" + modelId).statusCode() == 200;
        ModelTrained event = ExportedModels.store(modelId, seed, new DirectoryArtifactStore(artifacts));
        if (!known) {
            try (ModelLog log = new ModelLog()) {
                log.write(event);
            }
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> given().get("/v1/models/" + modelId).statusCode() == 200);
        }
        return event;
    }

    private static Response post(byte[] body, String type, String model) {
        return request(model).header("Content-Type", type).body(body).post("/v1/upscale");
    }

    private static RequestSpecification request(String model) {
        RequestSpecification request = given().config(RestAssured.config().encoderConfig(RAW));
        return model == null ? request : request.queryParam("model", model);
    }
}
