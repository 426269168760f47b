package org.deconas.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes a network that was exported as a TensorFlow SavedModel as an ONNX model, the same bytes for the same network: input {@code image} and
 * output {@code enlarged}, float32 NCHW RGB in [0, 1] (the output is not clipped), any number, height and width. NCHW is what ONNX's own
 * convolutions take; TensorFlow's NHWC would cost a transposition at each end.
 */
public final class OnnxExport {

    /** Name of the input: float32 [batch, 3, height, width], RGB in [0, 1]. */
    public static final String INPUT = "image";

    /** Name of the output: float32 [batch, 3, scale·height, scale·width], RGB, not clipped. */
    public static final String OUTPUT = "enlarged";

    /** The operators' version: the oldest that has all of them as they are used here, so that older runtimes load the model. */
    public static final int OPERATOR_SET = 13;

    /** The file format's version that came with that set of operators. */
    public static final int FORMAT_VERSION = 7;

    private static final String SAVED_MODEL_FILE = "saved_model.pb";

    private OnnxExport() {}

    /**
     * Writes the model.
     *
     * @param savedModelDirectory signature {@code serving_default}, one input and one output, float32 NHWC RGB in [0, 1], weights as constants
     * @param metadata what the file says about the model besides, as its id or scale; may be empty
     * @param file made anew; its folder must exist
     * @throws IOException when there is no such model, when it cannot be said in ONNX (an operation that is not known is named with
     *     its node), or when the file cannot be written; the message is one line
     */
    public static void write(Path savedModelDirectory, Map<String, String> metadata, Path file) throws IOException {
        Files.write(file, model(savedModelDirectory, metadata).toByteArray());
    }

    /**
     * The model as {@link #write} writes it, without metadata.
     *
     * @throws IOException when there is no such model, or when it cannot be said in ONNX; the message is one line
     */
    public static byte[] bytes(Path savedModelDirectory) throws IOException {
        return model(savedModelDirectory, Map.of()).toByteArray();
    }

    private static ModelProto model(Path savedModelDirectory, Map<String, String> metadata) throws IOException {
        GraphProto graph;
        try {
            graph = new Translation(SavedModelGraph.read(savedModelDirectory.resolve(SAVED_MODEL_FILE))).graph();
        } catch (UntranslatableException e) {
            throw new IOException(
                    "The SavedModel in " + savedModelDirectory + " cannot be written as ONNX: " + e.getMessage(), e);
        }
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(FORMAT_VERSION)
                .setProducerName("DeCoNAS")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPERATOR_SET))
                .setGraph(graph);
        new TreeMap<>(metadata)
                .forEach((key, value) -> model.addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build();
    }
}
