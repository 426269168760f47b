package org.deconas.inference;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.deconas.imaging.ImageFiles;
import org.deconas.imaging.RgbImage;
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

    @ConfigProperty(name = "deconas.artifacts.directory")
    Path artifacts;

    @ConfigProperty(name = "deconas.inference.models-directory")
    Path modelsDirectory;

    private Client client;

    @BeforeEach
    void aModelServes() throws IOException {
        client = new Client(artifacts);
        client.serve("first", 1);
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
        Response response = client.post(ImageFiles.toPng(low), "image/png", "first");

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
        Response response = client.post(file, type, "first");

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
        Response response = client.post(text, "text/plain", "first");

        // Then
        response.then()
                .statusCode(415)
                .contentType(PROBLEM)
                .body("status", equalTo(415))
                .body("detail", containsString("give PNG, JPEG, WebP, TIFF, BMP, GIF"));
    }

    @Test
    void refusesAnEmptyBody() {
        // When
        Response response = client.post(new byte[0], "image/png", "first");

        // Then
        response.then().statusCode(400).contentType(PROBLEM).body("detail", startsWith("The body is empty"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg"})
    void refusesATruncatedImage(String format) {
        // Given
        byte[] half = TestImages.truncated(TestImages.encoded(format, 64, 64));

        // When
        Response response = client.post(half, "image/" + format, "first");

        // Then
        response.then().statusCode(400).contentType(PROBLEM).body("detail", containsString("cut short"));
    }

    @ParameterizedTest
    @ValueSource(ints = {9000, 100_000})
    void refusesTooManyPixelsBeforeItDecodesThem(int side) {
        // Given
        byte[] claim = TestImages.pngThatClaims(side, side);

        // When
        Response response = client.post(claim, "image/png", "first");

        // Then
        response.then()
                .statusCode(413)
                .contentType(PROBLEM)
                .body(
                        "detail",
                        startsWith("The image has " + side + "x" + side + " pixels; this service takes at most "));
    }

    @Test
    void refusesTooManyBytes() throws Exception {
        // Given
        HttpRequest tooLong = HttpRequest.newBuilder(
                        URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/v1/upscale"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[(64 << 20) + 1]))
                .build();

        // When
        HttpResponse<String> response = HttpClient.newHttpClient().send(tooLong, HttpResponse.BodyHandlers.ofString());

        // Then
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.headers().firstValue("Content-Type")).hasValue(PROBLEM);
        assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(response.body()).contains("The body is longer than the 64 MiB that this service takes");
    }

    @Test
    void saysWhichModelsThereAreWhenAnotherIsAskedFor() {
        // When
        Response response = client.post(TestImages.png(8, 8), "image/png", "none");

        // Then
        response.then()
                .statusCode(404)
                .contentType(PROBLEM)
                .body("detail", startsWith("No model 'none'; there are "))
                .body("detail", containsString("first"));
    }

    @Test
    void takesTheVeryModelWhoseDigestIsAskedFor() throws IOException {
        // Given
        String digest = client.serve("pinned", 31).savedModel().sha256();
        client.serve("first", 1);

        // When
        Response response = client.post(TestImages.png(8, 8), "image/png", "sha256:" + digest);

        // Then
        response.then().statusCode(200).header("Deconas-Model", "pinned").header("Deconas-Model-Digest", digest);
    }

    @Test
    void takesNoOtherModelThanTheOneWhoseDigestIsAskedFor() {
        // When
        Response response = client.post(TestImages.png(8, 8), "image/png", "sha256:" + "0".repeat(64));

        // Then
        response.then()
                .statusCode(404)
                .contentType(PROBLEM)
                .body("detail", startsWith("No model that serves has the digest '000"));
    }

    @Test
    void enlargesImagesOfEqualSizeThatWaitTogetherAsIfEachWereAlone() throws Exception {
        // Given
        byte[] image = TestImages.png(48, 40);
        byte[] alone = client.post(image, "image/png", "first").asByteArray();
        ExecutorService clients = Executors.newFixedThreadPool(4);

        // When
        List<Future<Response>> answers = new ArrayList<>();
        for (int request = 0; request < 40; request++) {
            answers.add(clients.submit(() -> client.post(image, "image/png", "first")));
        }

        // Then
        for (Future<Response> answer : answers) {
            answer.get().then().statusCode(200);
            assertThat(TestImages.furthest(
                            ImageFiles.read(answer.get().asByteArray(), "together"), ImageFiles.read(alone, "alone")))
                    .isLessThanOrEqualTo(
                            1); // float32 sums in another order are rounded otherwise, once in 100,000 samples
        }
        clients.shutdown();
        assertThat(given().get("/q/metrics").asString()).containsPattern("deconas_inference_runs_joined_total [1-9]");
    }

    @Test
    void turnsRequestsAwayWhenTooManyWait() throws Exception {
        // Given
        byte[] image = TestImages.png(300, 300);
        ExecutorService clients = Executors.newFixedThreadPool(16);

        // When
        List<Future<Response>> answers = new ArrayList<>();
        for (int request = 0; request < 16; request++) {
            answers.add(clients.submit(() -> client.post(image, "image/png", "first")));
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
    void tellsOfItsHealthAndItsMeasures() {
        // Given
        client.post(TestImages.png(10, 10), "image/png", "first");

        // When
        String metrics = given().get("/q/metrics").asString();

        // Then
        assertThat(metrics)
                .contains("deconas_inference_seconds_count{model=\"first\"}")
                .contains("deconas_inference_pixels_total{model=\"first\"}");
        given().get("/q/health/ready").then().statusCode(200);
    }
}
