package org.deconas.networks;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.NetworkShape;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.types.TFloat32;

/**
 * A trained network as a TensorFlow SavedModel, the same bytes for the same network, weights as constants: signature {@code serving_default}, input {@code lr} and
 * output {@code sr}, float32 NHWC RGB in [0, 1], any number, height and width.
 */
public final class SavedModelExport {

    private SavedModelExport() {}

    /**
     * Writes the model.
     *
     * @param weights of {@code architecture}'s own network, or of a super-network that holds it
     * @param directory made anew
     */
    public static void write(Architecture architecture, NetworkShape shape, Weights weights, Path directory)
            throws IOException {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            GateTable table = new GateTable(architecture.space());
            Operand<TFloat32> image = tf.withName("lr")
                    .placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1, -1, Batch.CHANNELS)));
            Operand<TFloat32> enlarged = new DeCoNasNetwork(
                            tf,
                            shape,
                            table,
                            new FixedGates(tf, table, architecture),
                            spec -> tf.constant(Shape.of(spec.shape()), DataBuffers.of(weights.get(spec).values)))
                    .build(image);
            Operand<TFloat32> named = tf.withName("sr").identity(enlarged);
            try (Session session = new Session(graph, TensorFlowRuntime.sessionConfig())) {
                SavedModelBundle.exporter(directory.toString())
                        .withTags("serve")
                        .withSession(session)
                        .withSignature(Signature.builder("serving_default")
                                .input("lr", image)
                                .output("sr", named)
                                .build())
                        .export();
            }
        }
        writeInOrder(directory.resolve("saved_model.pb"));
    }

    /** TensorFlow writes the attributes of a node in any order: sorted, the same network gives the same bytes. */
    private static void writeInOrder(Path file) throws IOException {
        SavedModel model = SavedModel.parseFrom(Files.readAllBytes(file));
        byte[] bytes = new byte[model.getSerializedSize()];
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.useDeterministicSerialization();
        model.writeTo(out);
        out.checkNoSpaceLeft();
        Files.write(file, bytes);
    }
}
