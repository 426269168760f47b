package org.deconas.inference;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.deconas.artifacts.DirectoryArtifactStore;
import org.deconas.schema.ArtifactReference;
import org.deconas.schema.ModelTrained;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(MeshResource.class)
class PassedOverModelIT {

    private static final String PROBLEM = "application/problem+json";

    @ConfigProperty(name = "deconas.artifacts.directory")
    Path artifacts;

    private Client client;

    @BeforeEach
    void anOlderModelServes() throws IOException {
        client = new Client(artifacts);
        client.serve("first", 1);
    }

    @Test
    void modelWhoseArchiveIsMissingIsListedWithTheReasonAndServesOnceItIsAnnouncedWithIt() throws IOException {
        // Given
        ModelTrained model = ExportedModels.store("without-archive", 21, artifactStore());
        Path archive = archive(model);
        Path aside = archive.resolveSibling("aside");
        Files.move(archive, aside);
        announce(model);
        awaitReason("without-archive");
        assertPassedOver("without-archive", "has no " + model.savedModel().sha256());

        // When
        Files.move(aside, archive);
        announce(model);

        // Then
        awaitServing("without-archive");
    }

    @Test
    void modelWhoseArchiveIsDamagedIsListedWithTheReasonAndServesOnceItIsAnnouncedWithAWholeOne() throws IOException {
        // Given
        ModelTrained model = ExportedModels.store("with-damaged-archive", 22, artifactStore());
        Path archive = archive(model);
        byte[] whole = Files.readAllBytes(archive);
        Files.writeString(archive, "damaged");
        announce(model);
        awaitReason("with-damaged-archive");
        assertPassedOver("with-damaged-archive", "is corrupt");

        // When
        Files.write(archive, whole);
        announce(model);

        // Then
        awaitServing("with-damaged-archive");
    }

    @Test
    void olderModelOfTheSameIdGoesOnAndSaysWhyTheNewerDoesNot() throws IOException {
        // Given
        ModelTrained kept = client.serve("kept", 23);

        // When
        announce(ExportedModels.describe("kept", new ArtifactReference("cd".repeat(32), 10)));
        awaitReason("kept");

        // Then
        given().get("/v1/models/kept")
                .then()
                .statusCode(200)
                .body("state", equalTo("SERVING"))
                .body("reason", containsString("has no cdcd"))
                .body("digest", equalTo(kept.savedModel().sha256()));
        client.post(TestImages.png(8, 8), "image/png", "kept").then().statusCode(200);
    }

    private void assertPassedOver(String id, String why) {
        given().get("/v1/models")
                .then()
                .statusCode(200)
                .body("find { it.id == '" + id + "' }.state", equalTo("PASSED_OVER"))
                .body("find { it.id == '" + id + "' }.reason", containsString(why))
                .body("find { it.default }.state", equalTo("SERVING"))
                .body("find { it.id == 'first' }.state", equalTo("SERVING"));
        assertRefused(given().get("/v1/models/" + id), id, why);
        assertRefused(client.post(TestImages.png(8, 8), "image/png", id), id, why);
        client.post(TestImages.png(8, 8), "image/png", null)
                .then()
                .statusCode(200)
                .header("Deconas-Model", not(equalTo(id)));
    }

    private static void assertRefused(Response response, String id, String why) {
        response.then()
                .statusCode(503)
                .contentType(PROBLEM)
                .header("Retry-After", nullValue())
                .body("detail", allOf(startsWith("The model '" + id + "' does not serve: "), containsString(why)));
    }

    private void awaitServing(String id) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> given().get("/v1/models/" + id).statusCode() == 200);
        given().get("/v1/models/" + id).then().body("state", equalTo("SERVING")).body("reason", nullValue());
        client.post(TestImages.png(8, 8), "image/png", null)
                .then()
                .statusCode(200)
                .header("Deconas-Model", id);
    }

    private static void awaitReason(String id) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> given().get("/v1/models").path("find { it.id == '" + id + "' }?.reason") != null);
    }

    private static void announce(ModelTrained model) {
        try (ModelLog log = new ModelLog()) {
            log.write(model);
        }
    }

    private DirectoryArtifactStore artifactStore() {
        return new DirectoryArtifactStore(artifacts);
    }

    private Path archive(ModelTrained model) {
        String sha256 = model.savedModel().sha256();
        return artifacts.resolve(sha256.substring(0, 2)).resolve(sha256);
    }
}
