package org.deconas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.deconas.artifacts.DirectoryArtifactStore;
import org.deconas.cli.mesh.JsonFile;
import org.deconas.cli.mesh.MeshHome;
import org.deconas.imaging.ImageFiles;
import org.deconas.imaging.RgbImage;
import org.deconas.schema.ModelDescriptor;
import org.deconas.serving.ServedNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

class ImportModelTest {

    @TempDir
    Path home;

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void networkOfOthersIsAModelOfTheHome() throws Exception {
        // Given
        Path file = nearestNeighbours("nearest.pb", 3);

        // When
        int exitCode = run("import-model", file.toString(), "--name", "nearest", "--range", "-1..1");

        // Then
        assertThat(err.toString()).isEmpty();
        assertThat(exitCode).isZero();
        assertThat(out.toString().lines()).containsExactly("nearest: x2, rgb in -1..1, large images tile by tile");
        Path directory = new MeshHome(home).models().resolve("nearest");
        ModelDescriptor described = ModelDescriptor.decode(Files.readAllBytes(directory.resolve("model.json")));
        assertThat(described.scale()).isEqualTo(2);
        assertThat(described.isTrained()).isFalse();
        assertThat(new DirectoryArtifactStore(new MeshHome(home).artifacts())
                        .read(described.savedModel().sha256()))
                .hasSize((int) described.savedModel().size());
    }

    @Test
    void importedModelIsEvaluated() throws IOException {
        // Given
        run("import-model", nearestNeighbours("nearest.pb", 3).toString(), "--name", "nearest");
        Path images = Files.createDirectories(folder.resolve("images"));
        byte[] noise = new byte[48 * 40 * RgbImage.CHANNELS];
        new Random(1).nextBytes(noise);
        Files.write(images.resolve("noise.png"), ImageFiles.toPng(new RgbImage(48, 40, noise)));
        out.getBuffer().setLength(0);

        // When
        int exitCode = run("evaluate", "nearest", images.toString(), "--json");

        // Then
        JsonNode answer = JsonFile.MAPPER.readTree(out.toString());
        assertThat(exitCode).isZero();
        assertThat(answer.path("scale").asInt()).isEqualTo(2);
        assertThat(answer.path("mean").path("psnr").asDouble()).isBetween(5.0, 20.0);
    }

    @Test
    void importedModelIsAskedForAsJson() throws IOException {
        // Given
        Path file = nearestNeighbours("nearest.pb", 1);

        // When
        int exitCode = run("import-model", file.toString(), "--name", "nearest", "--colours", "luma", "--json");

        // Then
        JsonNode answer = JsonFile.MAPPER.readTree(out.toString());
        assertThat(exitCode).isZero();
        assertThat(answer.path("modelId").asText()).isEqualTo("nearest");
        assertThat(answer.path("origin").path("colours").asText()).isEqualTo("luma");
        assertThat(answer.path("origin").path("file").asText()).isEqualTo("nearest.pb");
    }

    @Test
    void sameNetworkIsTheSameArchive() throws Exception {
        // Given
        Path file = nearestNeighbours("nearest.pb", 3);
        run("import-model", file.toString(), "--name", "one");

        // When
        run("import-model", file.toString(), "--name", "other");

        // Then
        assertThat(digest("other")).isEqualTo(digest("one"));
    }

    @Test
    void nameOfAnotherModelIsNotTaken() throws IOException {
        // Given
        Path file = nearestNeighbours("nearest.pb", 3);
        run("import-model", file.toString(), "--name", "nearest");

        // When
        int exitCode = run("import-model", file.toString(), "--name", "nearest");

        // Then
        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("deconas: there is a model 'nearest' already; choose another --name, or remove ");
    }

    @Test
    void networkThatIsRefusedLeavesNothingAndIsOneLine() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("notes.pb"), "no network\n");

        // When
        int exitCode = run("import-model", file.toString(), "--name", "notes");

        // Then
        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString().lines())
                .containsExactly("deconas: " + file + " is no frozen TensorFlow graph (a binary GraphDef, .pb), nor the"
                        + " directory of a SavedModel");
        try (Stream<Path> models = Files.list(new MeshHome(home).models())) {
            assertThat(models).isEmpty();
        }
    }

    @Test
    void otherScaleThanTheNetworkHasIsRefused() throws IOException {
        // Given
        Path file = nearestNeighbours("nearest.pb", 3);

        // When
        int exitCode = run("import-model", file.toString(), "--name", "nearest", "--scale", "4");

        // Then
        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString()).contains("at scale 4 that must be [1, 32, 32, 3]");
    }

    @Test
    void rangeThatIsNoneIsRefusedWithThoseThatAre() throws IOException {
        // Given
        Path file = nearestNeighbours("nearest.pb", 3);

        // When
        int exitCode = run("import-model", file.toString(), "--name", "nearest", "--range", "100");

        // Then
        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString()).contains("--range: '100' is no range of values; there are 1, 255, -1..1");
    }

    @Test
    void nameThatIsNoFoldersIsRefused() throws IOException {
        // Given
        Path file = nearestNeighbours("nearest.pb", 3);

        // When
        int exitCode = run("import-model", file.toString(), "--name", "../nearest");

        // Then
        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString()).contains("'../nearest' cannot be a model's name");
    }

    private String digest(String id) throws Exception {
        return ModelDescriptor.decode(Files.readAllBytes(
                        new MeshHome(home).models().resolve(id).resolve("model.json")))
                .savedModel()
                .sha256();
    }

    /** A frozen graph of others that repeats each pixel. */
    private Path nearestNeighbours(String name, long channels) throws IOException {
        ServedNetwork.loadEngine();
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> image = tf.withName("pictures")
                    .placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1, -1, channels)));
            tf.withName("larger").nn.depthToSpace(tf.concat(Collections.nCopies(4, image), tf.constant(3)), 2L);
            return Files.write(folder.resolve(name), graph.toGraphDef().toByteArray());
        }
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--home");
        all.add(home.toString());
        return Deconas.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }
}
