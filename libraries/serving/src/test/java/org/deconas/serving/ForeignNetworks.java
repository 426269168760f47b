package org.deconas.serving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** Super-resolution networks as others have them: other names, ranges, colours and files than ours. */
final class ForeignNetworks {

    static final ForeignWishes OF_BYTES = ForeignWishes.NONE.withRange(ForeignRange.BYTE);

    private static final List<Long> EVERY_PIXEL = List.of(1L, 1L, 1L, 1L);

    private final Ops tf;
    private final Random random = new Random(5);

    private ForeignNetworks(Ops tf) {
        this.tf = tf;
    }

    /** Builds a network; its input and end are what it names them. */
    interface Definition {
        void build(Ops tf, ForeignNetworks layers);
    }

    /** Writes a frozen graph. */
    static Path frozen(Path file, Definition definition) throws IOException {
        TensorFlowEngine.load();
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            definition.build(tf, new ForeignNetworks(tf));
            return Files.write(file, graph.toGraphDef().toByteArray());
        }
    }

    /** Luma, values of 0 to 255, enlarged by so much: ReLU between two convolutions, then depth to space. */
    static Path espcn(Path file, int scale) throws IOException {
        return frozen(file, (tf, layers) -> {
            Operand<TFloat32> image = layers.image("IteratorGetNext", -1, -1, 1);
            Operand<TFloat32> scaled = tf.math.mul(image, tf.constant(1 / 255f));
            Operand<TFloat32> maps = tf.nn.relu(layers.convolution(scaled, 5, 1, 8));
            Operand<TFloat32> sub = layers.convolution(maps, 3, 8, scale * scale);
            tf.withName("NCHW_output").math.mul(tf.nn.depthToSpace(sub, (long) scale), tf.constant(255f));
        });
    }

    /** A SavedModel whose weights are variables: colours in [-1, 1], enlarged twice by nearest neighbours and a residual. */
    static Path savedModel(Path directory) throws IOException {
        TensorFlowEngine.load();
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            ForeignNetworks layers = new ForeignNetworks(tf);
            Operand<TFloat32> image = layers.image("serving_default_lowres", -1, -1, 3);
            float[] weights = layers.weights(3 * 3 * 3 * 12);
            Shape shape = Shape.of(3, 3, 3, 12);
            Variable<TFloat32> kernel = tf.withName("kernel").variable(shape, TFloat32.class);
            Operand<TFloat32> residual = tf.nn.conv2d(image, tf.identity(kernel), EVERY_PIXEL, "SAME");
            Operand<TFloat32> repeated = tf.concat(List.of(image, image, image, image), tf.constant(3));
            Operand<TFloat32> enlarged = tf.withName("StatefulPartitionedCall")
                    .nn
                    .depthToSpace(tf.math.add(repeated, tf.math.tanh(residual)), 2L);
            try (Session session = new Session(graph)) {
                session.run(tf.assign(kernel, tf.constant(shape, DataBuffers.of(weights))));
                SavedModelBundle.exporter(directory.toString())
                        .withTags("serve")
                        .withSession(session)
                        .withSignature(Signature.builder("serving_default")
                                .input("lowres", image)
                                .output("superres", enlarged)
                                .build())
                        .export();
            }
        }
        return directory;
    }

    Operand<TFloat32> image(String name, long height, long width, long channels) {
        return tf.withName(name).placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, height, width, channels)));
    }

    Operand<TFloat32> convolution(Operand<TFloat32> maps, int side, int from, int to) {
        Operand<TFloat32> kernel =
                tf.constant(Shape.of(side, side, from, to), DataBuffers.of(weights(side * side * from * to)));
        return tf.nn.conv2d(maps, kernel, EVERY_PIXEL, "SAME");
    }

    float[] weights(int number) {
        float[] weights = new float[number];
        for (int i = 0; i < number; i++) {
            weights[i] = (float) (0.15 * random.nextGaussian());
        }
        return weights;
    }
}
