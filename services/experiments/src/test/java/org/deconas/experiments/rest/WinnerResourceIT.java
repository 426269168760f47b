package org.deconas.experiments.rest;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.deconas.experiments.Patience.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.deconas.artifacts.Artifact;
import org.deconas.artifacts.DirectoryArchive;
import org.deconas.artifacts.DirectoryArtifactStore;
import org.deconas.experiments.KafkaLog;
import org.deconas.experiments.MeshResource;
import org.deconas.experiments.replay.Winners;
import org.deconas.schema.ArtifactReference;
import org.deconas.schema.Event;
import org.deconas.schema.ModelTrained;
import org.deconas.schema.NetworkTrained;
import org.deconas.search.WholeSearch;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

@QuarkusTest
@QuarkusTestResource(MeshResource.class)
class WinnerResourceIT {

    @TempDir
    Path folder;

    private final KafkaLog log = new KafkaLog();

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void winnerIsAnArchiveWithModelDrawingAndCard() throws IOException {
        // Given
        ArtifactReference model = storedModel();
        written("winner01", event -> event instanceof ModelTrained trained ? withModel(trained, model) : event);

        // When
        byte[] archive = get("/v1/experiments/winner01/winner")
                .then()
                .statusCode(200)
                .contentType("application/zip")
                .header("Content-Disposition", containsString("winner01-x2.zip"))
                .extract()
                .asByteArray();

        // Then
        Map<String, String> files = unzipped(archive);
        assertThat(files)
                .containsOnlyKeys(
                        "MODEL_CARD.md",
                        "cells.svg",
                        "model.onnx",
                        "saved_model/model.json",
                        "saved_model/saved_model.pb");
        assertThat(files.get("MODEL_CARD.md")).contains("# winner01-x2", "deconas search --profile quick");
        assertThat(files.get("cells.svg")).contains("<svg");
    }

    @Test
    void winnerThatIsNotThereIsSaidWithItsReason() {
        // Given: one whose model nobody has, and one that has only begun
        ArtifactReference nowhere = new ArtifactReference("8".repeat(64), 5);
        written("winner02", event -> event instanceof ModelTrained trained ? withModel(trained, nowhere) : event);
        log.write(WholeSearch.log("winner03", WholeSearch.settings()).get(0));

        // When, then
        get("/v1/experiments/winner02/winner")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("detail", containsString("not in the artifact store"));
        get("/v1/experiments/winner03/winner")
                .then()
                .statusCode(409)
                .body("detail", containsString("has no winner yet"));
        get("/v1/experiments/nobody/winner").then().statusCode(404);
    }

    @Test
    void winnerWhoseModelIsDamagedIsSaidSo() throws IOException {
        // Given
        ArtifactReference damaged = stored("no archive".getBytes(StandardCharsets.UTF_8));
        written("winner08", event -> event instanceof ModelTrained trained ? withModel(trained, damaged) : event);

        // When, then
        get("/v1/experiments/winner08/winner")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("detail", containsString("is damaged"));
    }

    @Test
    void filesOfAWinnerThatNobodyTakesAreNotKept() throws IOException {
        // Given
        ArtifactReference model = storedModel();
        written("winner09", event -> event instanceof ModelTrained trained ? withModel(trained, model) : event);

        List<Path> before = winnersFolders();

        // When: asked for without its body
        given().noFilters().head("/v1/experiments/winner09/winner").then().statusCode(200);

        // Then
        await().untilAsserted(() -> assertThat(winnersFolders()).isSubsetOf(before));
    }

    private static List<Path> winnersFolders() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(path -> path.getFileName().toString().startsWith(Winners.FOLDER_PREFIX))
                    .toList();
        }
    }

    @Test
    void picturesOfTrainingAreListedAndSent() throws IOException {
        // Given: a picture of each segment but the finalists'
        byte[] picture = "a picture".getBytes(StandardCharsets.UTF_8);
        ArtifactReference stored = stored(picture);
        ArtifactReference gone = new ArtifactReference("9".repeat(64), 5);
        written(
                "winner04",
                event -> event instanceof NetworkTrained segment
                        ? withPreview(segment, segment.toStep() == 20 ? stored : segment.toStep() == 30 ? gone : null)
                        : event);
        get("/v1/experiments/winner04/archive").then().statusCode(200); // waits for the read model

        // When, then
        String url = get("/v1/experiments/winner04/previews")
                .then()
                .statusCode(200)
                .body("stage", equalTo(List.of("WINNER", "WINNER")))
                .body("step", equalTo(List.of(20, 30)))
                .extract()
                .path("[0].url");
        byte[] sent = get(url).then()
                .statusCode(200)
                .contentType("image/png")
                .header("Cache-Control", containsString("immutable"))
                .extract()
                .asByteArray();
        assertThat(sent).isEqualTo(picture);
        get("/v1/experiments/winner04/previews/" + gone.sha256() + ".png")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", containsString("not in the artifact store"));
    }

    @Test
    void blobThatIsNoPictureOfTheExperimentIsNotSent() throws IOException {
        // Given: it is in the store, and another experiment's
        ArtifactReference other = stored("another one's".getBytes(StandardCharsets.UTF_8));
        written("winner05", UnaryOperator.identity());
        get("/v1/experiments/winner05/archive").then().statusCode(200);

        // When, then
        get("/v1/experiments/winner05/previews").then().statusCode(200).body("$", empty());
        get("/v1/experiments/winner05/previews/" + other.sha256() + ".png")
                .then()
                .statusCode(404)
                .body("detail", containsString("has no picture"));
        get("/v1/experiments/nobody/previews").then().statusCode(404);
    }

    @Test
    void picturesGoIntoAnArchiveOfAllArtifacts() throws IOException {
        // Given
        ArtifactReference picture = stored("archived picture".getBytes(StandardCharsets.UTF_8));
        written("winner06", event -> event instanceof NetworkTrained segment ? withPreview(segment, picture) : event);

        // When
        byte[] archive = get("/v1/experiments/winner06/archive?artifacts=all")
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();

        // Then
        assertThat(unzipped(archive)).containsEntry("artifacts/" + picture.sha256(), "archived picture");
    }

    private void written(String id, UnaryOperator<Event> change) {
        WholeSearch.log(id, WholeSearch.settings()).stream().map(change).forEach(log::write);
    }

    private static ModelTrained withModel(ModelTrained model, ArtifactReference savedModel) {
        return new ModelTrained(
                model.experimentId(),
                model.modelId(),
                model.sequence(),
                model.network(),
                savedModel,
                model.steps(),
                model.validationPsnr(),
                model.bicubicPsnr(),
                model.parameters(),
                model.multiplyAddsPerPixel());
    }

    private static NetworkTrained withPreview(NetworkTrained segment, ArtifactReference preview) {
        return new NetworkTrained(
                segment.experimentId(),
                segment.workId(),
                segment.networkId(),
                segment.stage(),
                segment.candidate(),
                segment.sequence(),
                segment.toStep(),
                segment.checkpoint(),
                segment.meanLoss(),
                segment.validationPsnr(),
                segment.average(),
                segment.best(),
                preview);
    }

    /** A SavedModel that gives its image back. */
    private ArtifactReference storedModel() throws IOException {
        TensorInfo.Builder image = TensorInfo.newBuilder().setDtype(DataType.DT_FLOAT);
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (int size : new int[] {-1, -1, -1, 3}) {
            shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
        }
        image.setTensorShape(shape);
        MetaGraphDef graph = MetaGraphDef.newBuilder()
                .setGraphDef(GraphDef.newBuilder()
                        .addNode(NodeDef.newBuilder().setName("lr").setOp("Placeholder"))
                        .addNode(
                                NodeDef.newBuilder().setName("sr").setOp("Relu").addInput("lr")))
                .putSignatureDef(
                        "serving_default",
                        SignatureDef.newBuilder()
                                .putInputs("lr", image.clone().setName("lr:0").build())
                                .putOutputs("sr", image.clone().setName("sr:0").build())
                                .build())
                .build();
        Files.write(
                folder.resolve("saved_model.pb"),
                SavedModel.newBuilder().addMetaGraphs(graph).build().toByteArray());
        Artifact artifact = store().put(out -> DirectoryArchive.pack(folder, out));
        return new ArtifactReference(artifact.sha256(), artifact.size());
    }

    private static ArtifactReference stored(byte[] content) throws IOException {
        Artifact artifact = store().put(content);
        return new ArtifactReference(artifact.sha256(), artifact.size());
    }

    private static DirectoryArtifactStore store() {
        return new DirectoryArtifactStore(
                ConfigProvider.getConfig().getValue("deconas.artifacts.directory", Path.class));
    }

    private static Map<String, String> unzipped(byte[] archive) throws IOException {
        Map<String, String> files = new TreeMap<>();
        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertThat(names).doesNotHaveDuplicates();
        return files;
    }
}
