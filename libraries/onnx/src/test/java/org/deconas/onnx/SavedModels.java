package org.deconas.onnx;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.BiFunction;
import org.deconas.networks.SavedModelExport;
import org.deconas.networks.TrainableNetwork;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.NetworkShape;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.types.TFloat32;

/** SavedModels to translate: networks of ours, and graphs of a single operation. */
final class SavedModels {

    private SavedModels() {}

    /** A network with random weights, biases too: one that is forgotten or misplaced is to show. */
    static void write(Architecture architecture, NetworkShape shape, long seed, Path directory) throws IOException {
        try (TrainableNetwork network = TrainableNetwork.of(architecture, shape)) {
            network.initialise(name -> new Random(seed * 31 + name.hashCode()));
            SavedModelExport.write(architecture, shape, network.weights(), directory);
        }
        drawBiases(directory.resolve("saved_model.pb"), new Random(seed));
    }

    /** A graph from the image {@code lr} to {@code sr}. */
    static void write(Path directory, BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> network)
            throws IOException {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> image =
                    tf.withName("lr").placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1, -1, 3)));
            Operand<TFloat32> enlarged = tf.withName("sr").identity(network.apply(tf, image));
            try (Session session = new Session(graph)) {
                SavedModelBundle.exporter(directory.toString())
                        .withTags("serve")
                        .withSession(session)
                        .withSignature(Signature.builder("serving_default")
                                .input("lr", image)
                                .output("sr", enlarged)
                                .build())
                        .export();
            }
        }
    }

    private static void drawBiases(Path file, Random random) throws IOException {
        SavedModel.Builder model = SavedModel.parseFrom(Files.readAllBytes(file)).toBuilder();
        for (NodeDef.Builder node :
                model.getMetaGraphsBuilder(0).getGraphDefBuilder().getNodeBuilderList()) {
            TensorProto tensor = node.getAttrOrDefault("value", AttrValue.getDefaultInstance())
                    .getTensor();
            if (node.getOp().equals("Const")
                    && tensor.getDtype() == DataType.DT_FLOAT
                    && tensor.getTensorShape().getDimCount() == 1) {
                TensorProto drawn = tensor.toBuilder()
                        .setTensorContent(deviates(
                                random, (int) tensor.getTensorShape().getDim(0).getSize()))
                        .build();
                node.putAttr("value", AttrValue.newBuilder().setTensor(drawn).build());
            }
        }
        Files.write(file, model.build().toByteArray());
    }

    private static ByteString deviates(Random random, int count) {
        ByteBuffer bytes = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            bytes.putFloat((float) (0.3 * random.nextGaussian()));
        }
        return ByteString.copyFrom(bytes.flip());
    }
}
