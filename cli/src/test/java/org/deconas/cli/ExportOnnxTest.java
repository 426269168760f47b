package org.deconas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.deconas.cli.mesh.JsonFile;
import org.deconas.cli.mesh.MeshHome;
import org.deconas.networks.SavedModelExport;
import org.deconas.networks.TrainableNetwork;
import org.deconas.schema.ArtifactReference;
import org.deconas.schema.ExperimentSettings;
import org.deconas.schema.ModelDescriptor;
import org.deconas.schema.ModelTrained;
import org.deconas.schema.NetworkPrecision;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.Complexity;
import org.deconas.searchspace.NetworkShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportOnnxTest {

    private static final String SEQUENCE = "1 0 1 0 1 0 1 0 0";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void modelIsWrittenWithWhatItIs() throws Exception {
        // Given
        model("sea-x2");
        Path file = folder.resolve("sea.onnx");

        // When
        int exitCode = exportOnnx("sea-x2", file.toString());

        // Then
        assertThat(exitCode).isZero();
        assertThat(out.toString().lines()).containsExactly(file + ": " + Files.size(file) + " bytes");
        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(file.toString())) {
            assertThat(session.getMetadata().getCustomMetadata())
                    .containsExactlyInAnyOrderEntriesOf(
                            Map.of("model", "sea-x2", "scale", "2", "architecture", SEQUENCE));
        }
    }

    @Test
    void modelOfADirectoryIsTheSameFileAsByItsId() throws Exception {
        // Given
        Path directory = model("sea-x2");
        Path byId = folder.resolve("by-id.onnx");
        Path byDirectory = folder.resolve("by-directory.onnx");
        exportOnnx("sea-x2", byId.toString());
        out.getBuffer().setLength(0);

        // When
        int exitCode = exportOnnx(directory.toString(), byDirectory.toString(), "--json");

        // Then
        JsonNode answer = JsonFile.MAPPER.readTree(out.toString());
        assertThat(exitCode).isZero();
        assertThat(answer.get("bytes").asLong()).isEqualTo(Files.size(byDirectory));
        assertThat(byDirectory).hasSameBinaryContentAs(byId);
    }

    @Test
    void modelThatIsNotThereIsOneLineWithThoseThatAre() throws IOException {
        // Given
        model("sea-x2");

        // When
        int exitCode = exportOnnx("hill-x2", folder.resolve("hill.onnx").toString());

        // Then
        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString().lines())
                .containsExactly("deconas: there is no model 'hill-x2' in " + folder + "; there are: sea-x2");
    }

    @Test
    void folderThatIsNotThereIsOneLine() throws IOException {
        // Given
        model("sea-x2");
        Path missing = folder.resolve("missing");

        // When
        int exitCode = exportOnnx("sea-x2", missing.resolve("sea.onnx").toString());

        // Then
        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString().lines()).containsExactly("deconas: there is no folder " + missing);
    }

    @Test
    void damagedModelIsOneLine() throws IOException {
        // Given
        Files.writeString(model("sea-x2").resolve("saved_model.pb"), "no model");

        // When
        int exitCode = exportOnnx("sea-x2", folder.resolve("sea.onnx").toString());

        // Then
        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("cannot be written as ONNX: saved_model.pb is damaged");
    }

    private Path model(String id) throws IOException {
        Path directory = Files.createDirectories(new MeshHome(folder).models().resolve(id));
        Architecture architecture = Architecture.parse(SEQUENCE);
        NetworkShape shape = new NetworkShape(4, 1, 2, true);
        try (TrainableNetwork network = TrainableNetwork.of(architecture, shape)) {
            network.initialise(name -> new Random(name.hashCode()));
            SavedModelExport.write(architecture, shape, network.weights(), directory);
        }
        Complexity complexity = Complexity.of(architecture, shape);
        ModelTrained model = new ModelTrained(
                "sea",
                id,
                architecture.sequence(),
                new ExperimentSettings.Network(4, 1, 4, 2, true, false, NetworkPrecision.FLOAT32),
                new ArtifactReference("ab".repeat(32), 1),
                1,
                30,
                29,
                complexity.parameters(),
                complexity.multiplyAddsPerPixel());
        Files.write(
                directory.resolve(ModelDescriptor.FILE),
                ModelDescriptor.of(model).encode());
        return directory;
    }

    private int exportOnnx(String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "export-onnx";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[all.length - 2] = "--home";
        all[all.length - 1] = folder.toString();
        return Deconas.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }
}
