package org.deconas.inference;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.deconas.artifacts.ArtifactStore;
import org.deconas.artifacts.DirectoryArtifactStore;
import org.deconas.schema.ModelTrained;

/** Sends images, and has models served as a trainer does. */
final class Client {

    private static final EncoderConfig RAW = EncoderConfig.encoderConfig()
            .appendDefaultContentCharsetToContentTypeIfUndefined(false)
            .encodeContentTypeAs("application/x-www-form-urlencoded", ContentType.BINARY)
            .encodeContentTypeAs("text/plain", ContentType.BINARY);

    private final ArtifactStore store;

    Client(Path artifacts) {
        store = new DirectoryArtifactStore(artifacts);
    }

    /** Publishes a model of random weights, unless one of that id serves, and waits until it serves. */
    ModelTrained serve(String modelId, long seed) throws IOException {
        ModelTrained event = ExportedModels.store(modelId, seed, store);
        if (!serves(modelId)) {
            try (ModelLog log = new ModelLog()) {
                log.write(event);
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> serves(modelId));
        }
        return event;
    }

    private static boolean serves(String modelId) {
        return given().get("/v1/models/" + modelId).statusCode() == 200;
    }

    /** @param model null for the default */
    Response post(byte[] body, String type, String model) {
        RequestSpecification request = given().config(RestAssured.config().encoderConfig(RAW))
                .header("Content-Type", type)
                .body(body);
        if (model != null) {
            request.queryParam("model", model);
        }
        return request.post("/v1/upscale");
    }
}
