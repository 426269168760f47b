package org.deconas.inference;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.deconas.artifacts.Artifact;
import org.deconas.artifacts.DirectoryArtifactStore;
import org.deconas.imaging.ImageFiles;
import org.deconas.imaging.RgbImage;
import org.deconas.schema.ArtifactReference;
import org.deconas.schema.ModelTrained;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(MeshResource.class)
class PromotionIT {

    private static final String PROBLEM = "application/problem+json";

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
    void listsDescribesAndGivesModels() throws IOException {
        // Given
        ModelTrained listed = client.serve("listed", 5);

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
        for (int thread = 0; thread < 3; thread++) {
            clients.submit(() -> {
                while (!clients.isShutdown()) {
                    Response response = client.post(image, "image/png", null);
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
            client.serve(id, model);
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
        client.serve("afterwards", 3);

        // Then
        given().get("/v1/models")
                .then()
                .body("findAll { it.state == 'PASSED_OVER' }.id", hasItems("missing", "corrupt", "../outside"));
        client.post(TestImages.png(8, 8), "image/png", null).then().statusCode(200);
        assertThat(modelsDirectory.resolve("../outside")).doesNotExist();
    }

    @Test
    void servesANetworkOfOthersThatIsImportedMeanwhileToThoseWhoNameIt() throws IOException {
        // Given
        String before = given().get("/v1/models").path("find { it.default }.id");
        RgbImage low = TestImages.noise(130, 90);

        // When
        ImportedNetworks.repeating("repeating", "ef".repeat(32), modelsDirectory);

        // Then each pixel twice, though the image is larger than one run takes
        Response response = client.post(ImageFiles.toPng(low), "image/png", "repeating");
        response.then().statusCode(200).header("Deconas-Model", "repeating").header("Deconas-Scale", "2");
        RgbImage enlarged = ImageFiles.read(response.asByteArray(), "answer");
        for (int i = 0; i < 260 * 180; i++) {
            int x = i % 260;
            int y = i / 260;
            assertThat(enlarged.data()[3 * i]).isEqualTo(low.data()[3 * (y / 2 * 130 + x / 2)]);
        }
        client.post(ImageFiles.toPng(TestImages.noise(8, 8)), "image/png", "sha256:" + "ef".repeat(32))
                .then()
                .statusCode(200)
                .header("Deconas-Model", "repeating");
        given().get("/v1/models")
                .then()
                .body("find { it.default }.id", equalTo(before))
                .body("find { it.id == 'repeating' }.imported.file", equalTo("network.pb"))
                .body("find { it.id == 'repeating' }.parameters", nullValue());
    }

    @Test
    void refusesAnImageThatANetworkOfOthersCannotSeeAtOnce() throws IOException {
        // Given
        ImportedNetworks.seeingTheWhole("whole", "fe".repeat(32), modelsDirectory);

        // When
        Response response = client.post(TestImages.png(130, 90), "image/png", "whole");

        // Then
        response.then()
                .statusCode(413)
                .contentType(PROBLEM)
                .body(
                        "detail",
                        equalTo("The image has 130x90 pixels; this service takes at most 10000 pixels in all with the"
                                + " model 'whole', which cannot be run tile by tile: how far it sees is not known"));
        client.post(TestImages.png(100, 90), "image/png", "whole").then().statusCode(200);
    }

    @Test
    void aModelThatFailsDoesNotHarmTheOthers() throws IOException {
        // Given a model that is not in memory, because there is place for one, and whose files are lost
        client.serve("lost", 7);
        client.serve("good", 8);
        Files.delete(modelsDirectory.resolve("lost").resolve("saved_model.pb"));

        // When
        Response response = client.post(TestImages.png(8, 8), "image/png", "lost");

        // Then
        response.then()
                .statusCode(500)
                .contentType(PROBLEM)
                .body("detail", equalTo("The model 'lost' failed on this image; the service's log says why"));
        client.post(TestImages.png(8, 8), "image/png", "good").then().statusCode(200);
    }
}
