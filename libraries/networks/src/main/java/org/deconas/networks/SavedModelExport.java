package org.deconas.networks;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.deconas.devices.Devices;
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
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A trained network as a TensorFlow SavedModel, the same bytes for the same network, weights as constants. Images are float32 NHWC RGB in
 * [0, 1], of any number, height and width. Its signatures:
 *
 * <ul>
 *   <li>{@link #WHOLE}: input {@code lr}, output {@code sr}
 *   <li>{@link #TILE}: the same for a part of an image; {@code means}, [attention layers, F], are those of the whole image, and left out
 *       for a network without attention. Output {@code radius} says how far from a pixel, in pixels of {@code lr}, what it becomes is decided
 *   <li>{@link #STATISTICS}, of networks with attention: what a tile adds to those means, {@code sums} over the rows and columns that
 *       {@code window} = [top, left, height, width] says. {@code known} says whether {@code means} are known; else the tile's own are taken
 * </ul>
 */
public final class SavedModelExport {

    public static final String WHOLE = "serving_default";
    public static final String TILE = "tile";
    public static final String STATISTICS = "statistics";

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
            Built built = new Built(Ops.create(graph), architecture, shape, weights);
            try (Session session = new Session(graph, Devices.sessionConfig())) {
                SavedModelBundle.Exporter exporter = SavedModelBundle.exporter(directory.toString())
                        .withTags("serve")
                        .withSession(session)
                        .withSignature(built.whole())
                        .withSignature(built.tile());
                built.statistics().ifPresent(exporter::withSignature);
                exporter.export();
            }
        }
        writeInOrder(directory.resolve("saved_model.pb"));
    }

    /** The network once for each signature, all with the same weights. */
    private static final class Built {
        private final Ops tf;
        private final Architecture architecture;
        private final NetworkShape shape;
        private final GateTable table;
        private final Map<String, Operand<TFloat32>> constants = new HashMap<>();
        private final DeCoNasNetwork.WeightSource source;
        private final Operand<TFloat32> image;
        private final int layers; // of attention

        Built(Ops tf, Architecture architecture, NetworkShape shape, Weights weights) {
            this.tf = tf;
            this.architecture = architecture;
            this.shape = shape;
            this.table = new GateTable(architecture.space());
            this.source = spec -> constants.computeIfAbsent(
                    spec.name(), name -> tf.constant(Shape.of(spec.shape()), DataBuffers.of(weights.get(spec).values)));
            this.image = tf.withName("lr")
                    .placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1, -1, Batch.CHANNELS)));
            this.layers = shape.channelAttention() ? shape.blocks() * cellsWithOperations(architecture) : 0;
        }

        private static int cellsWithOperations(Architecture architecture) {
            return (int) IntStream.range(0, architecture.space().cells())
                    .filter(cell -> !architecture.operations(cell).isEmpty())
                    .count();
        }

        private Operand<TFloat32> enlarged(Pooling pooling) {
            Layers whole = new Layers(tf, pooling, Precision.FLOAT32);
            return new DeCoNasNetwork(tf, shape, table, new FixedGates(tf, table, architecture), source, whole)
                    .build(image);
        }

        Signature whole() {
            return Signature.builder(WHOLE)
                    .input("lr", image)
                    .output("sr", tf.withName("sr").identity(enlarged(Pooling.global(tf))))
                    .build();
        }

        Signature tile() {
            Signature.Builder signature = Signature.builder(TILE)
                    .input("lr", image)
                    .output("radius", tf.constant(ReceptiveField.radius(architecture, shape)));
            if (layers == 0) {
                return signature
                        .output("sr", tf.identity(enlarged(Pooling.global(tf))))
                        .build();
            }
            Operand<TFloat32> means = means();
            return signature
                    .input("means", means)
                    .output("sr", tf.identity(enlarged(new TilePooling(tf, means, layers, shape.filters()))))
                    .build();
        }

        /** Empty for a network without attention. */
        Optional<Signature> statistics() {
            if (layers == 0) {
                return Optional.empty();
            }
            Operand<TFloat32> means = means();
            Operand<TBool> known = tf.placeholder(TBool.class, Placeholder.shape(Shape.scalar()));
            Operand<TInt32> window = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(4)));
            TilePooling.Statistics pooling =
                    new TilePooling.Statistics(tf, new TilePooling(tf, means, layers, shape.filters()), known, window);
            enlarged(pooling);
            return Optional.of(Signature.builder(STATISTICS)
                    .input("known", known)
                    .input("lr", image)
                    .input("means", means)
                    .input("window", window)
                    .output("sums", pooling.sums())
                    .build());
        }

        private Operand<TFloat32> means() {
            return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(layers, shape.filters())));
        }
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
