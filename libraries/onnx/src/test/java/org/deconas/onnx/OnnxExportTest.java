package org.deconas.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.NetworkShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxExportTest {

    private static final NetworkShape SHAPE = new NetworkShape(8, 1, 3, true);

    @TempDir
    Path directory;

    @Test
    void modelTakesAnyNumberHeightAndWidthAndSaysWhatItIs() throws Exception {
        // Given
        Path savedModel = exported();
        Path file = directory.resolve("model.onnx");

        // When
        OnnxExport.write(savedModel, Map.of("model", "sea-x3", "scale", "3"), file);

        // Then
        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(file.toString())) {
            assertThat(session.getInputInfo()).containsOnlyKeys("image");
            assertThat(session.getOutputInfo()).containsOnlyKeys("enlarged");
            TensorInfo image = tensor(session.getInputInfo().get("image"));
            assertThat(image.getShape()).containsExactly(-1, 3, -1, -1);
            assertThat(image.getDimensionNames()).containsExactly("batch", "", "height", "width");
            TensorInfo enlarged = tensor(session.getOutputInfo().get("enlarged"));
            assertThat(enlarged.getShape()).containsExactly(-1, 3, -1, -1);
            assertThat(enlarged.getDimensionNames()).containsExactly("batch", "", "enlarged_height", "enlarged_width");
            assertThat(session.getMetadata().getProducerName()).isEqualTo("DeCoNAS");
            assertThat(session.getMetadata().getCustomMetadata())
                    .containsExactlyInAnyOrderEntriesOf(Map.of("model", "sea-x3", "scale", "3"));
        }
    }

    @Test
    void dilatedConvolutionsAreConvolutionsAgain() throws IOException {
        // Given
        Path savedModel = exported();
        Path file = directory.resolve("model.onnx");

        // When
        OnnxExport.write(savedModel, Map.of(), file);

        // Then
        ModelProto model = ModelProto.parseFrom(Files.readAllBytes(file));
        assertThat(model.getIrVersion()).isEqualTo(7);
        assertThat(model.getOpsetImport(0).getVersion()).isEqualTo(13);
        assertThat(model.getGraph().getNodeList())
                .extracting(NodeProto::getOpType)
                .containsOnly(
                        "Sub",
                        "Conv",
                        "Relu",
                        "Add",
                        "Mul",
                        "GlobalAveragePool",
                        "Sigmoid",
                        "Concat",
                        "DepthToSpace",
                        "Identity");
        assertThat(model.getGraph().getNodeList())
                .filteredOn(node -> node.getAttributeList().stream()
                        .anyMatch(attribute -> attribute.getName().equals("dilations")
                                && attribute.getIntsList().equals(List.of(3L, 3L))))
                .hasSize(4); // dil{0} dil{0} dil{1,3}
    }

    @Test
    void sameModelGivesTheSameBytes() throws IOException {
        // Given
        Path savedModel = exported();
        Map<String, String> metadata = Map.of("model", "a", "scale", "3", "architecture", "1 0 1");

        // When
        OnnxExport.write(savedModel, metadata, directory.resolve("first.onnx"));
        OnnxExport.write(savedModel, new LinkedHashMap<>(metadata), directory.resolve("second.onnx"));

        // Then
        assertThat(directory.resolve("second.onnx")).hasSameBinaryContentAs(directory.resolve("first.onnx"));
    }

    @Test
    void directoryWithoutAModelIsRefused() {
        // Given an empty directory

        // When
        assertThatThrownBy(() -> OnnxExport.write(directory, Map.of(), directory.resolve("model.onnx")))
                // Then
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(directory + " holds no SavedModel: saved_model.pb is missing");
    }

    @Test
    void damagedModelIsRefused() throws IOException {
        // Given
        Files.writeString(directory.resolve("saved_model.pb"), "no model");

        // When
        assertThatThrownBy(() -> OnnxExport.write(directory, Map.of(), directory.resolve("model.onnx")))
                // Then
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "The SavedModel in " + directory + " cannot be written as ONNX: saved_model.pb is damaged: ");
    }

    @Test
    void modelWithoutTheSignatureIsRefused() throws IOException {
        // Given
        Files.write(directory.resolve("saved_model.pb"), new byte[0]);

        // When
        assertThatThrownBy(() -> OnnxExport.write(directory, Map.of(), directory.resolve("model.onnx")))
                // Then
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("it has no signature serving_default");
    }

    private Path exported() throws IOException {
        Path savedModel = directory.resolve("model");
        SavedModels.write(Architecture.DECONASNET, SHAPE, 1, savedModel);
        return savedModel;
    }

    private static TensorInfo tensor(NodeInfo info) {
        return (TensorInfo) info.getInfo();
    }
}
