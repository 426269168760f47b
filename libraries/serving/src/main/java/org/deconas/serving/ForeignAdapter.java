package org.deconas.serving;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.deconas.imaging.RgbImage;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.image.ResizeBicubic;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * What lies around a foreign network: RGB in [0, 1] becomes what it takes, and what it gives becomes RGB again. Y, Cb and Cr are those of
 * BT.601 in studio range, as the measures of {@code imaging} and MATLAB's {@code rgb2ycbcr} have them; Cb and Cr are enlarged by TensorFlow's
 * bicubic with half-pixel centres: Keys' kernel with a = −0.5, as {@code imaging} has it, but with the weights of what lies outside of the
 * image shared out, where that one mirrors it: two pixels at the border differ a little in colour.
 */
final class ForeignAdapter {

    /** How far bicubic sees, in pixels of the image that is enlarged. */
    static final int BICUBIC_RADIUS = 3;

    // [3, 3], row by row: Y, Cb, Cr of R, G, B in [0, 1]
    private static final double[] TO_LUMA = {
        65.481 / 255, 128.553 / 255, 24.966 / 255, //
        -37.797 / 255, -74.203 / 255, 112.0 / 255, //
        112.0 / 255, -93.786 / 255, -18.214 / 255
    };

    // [3, 3], row by row: R, G, B of Y, Cb, Cr without their offsets; the inverse of the above
    private static final double[] FROM_LUMA = {
        1.164383562, 0.000000301, 1.596026887, //
        1.164383562, -0.391762540, -0.812968292, //
        1.164383562, 2.017232640, 0.000003054
    };
    private static final float[] OFFSETS = {16f / 255, 128f / 255, 128f / 255};

    private static final String NAME = "deconas";

    private final String prefix;
    private final ForeignColours colours;
    private final ForeignRange range;

    /** @param taken names that a graph has already */
    ForeignAdapter(ForeignColours colours, ForeignRange range, Set<String> taken) {
        String free = NAME;
        for (int i = 1; isTaken(free, taken); i++) {
            free = NAME + "_" + i;
        }
        this.prefix = free;
        this.colours = colours;
        this.range = range;
    }

    private static boolean isTaken(String prefix, Set<String> names) {
        return names.stream().anyMatch(name -> name.equals(prefix) || name.startsWith(prefix + "/"));
    }

    /** Tensor that takes the image, [N, H, W, 3], RGB in [0, 1]. */
    String image() {
        return prefix + "/lr:0";
    }

    /** Tensor that gives the enlarged image, [N, scale·H, scale·W, 3], RGB, not clipped. */
    String enlarged() {
        return prefix + "/sr:0";
    }

    /** Tensor that is what the network gives. */
    String given() {
        return prefix + "/given:0";
    }

    /** Tensor that says how far the network sees. */
    String radius() {
        return prefix + "/radius:0";
    }

    /** The graph with what lies around the network; its own input is fed from there. */
    GraphDef around(GraphDef foreign, String input, String output, int radius) {
        List<NodeDef> nodes = new ArrayList<>();
        for (NodeDef node : foreign.getNodeList()) {
            // A device of another machine may be missing, and a shape was that of another input
            nodes.add(
                    node.getName().equals(input)
                            ? identity(input, prefix + "/fed")
                            : node.toBuilder()
                                    .clearDevice()
                                    .removeAttr("_output_shapes")
                                    .build());
        }
        String given = ForeignNodes.producer(given());
        for (NodeDef node : adapter(radius).getNodeList()) {
            nodes.add(node.getName().equals(given) ? identity(given, output) : node);
        }
        return foreign.toBuilder().clearNode().addAllNode(nodes).build();
    }

    private static NodeDef identity(String name, String of) {
        return NodeDef.newBuilder()
                .setName(name)
                .setOp("Identity")
                .addInput(of)
                .putAttr("T", AttrValue.newBuilder().setType(DataType.DT_FLOAT).build())
                .build();
    }

    private GraphDef adapter(int radius) {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph).withSubScope(prefix);
            Operand<TFloat32> image = placeholder(tf, "lr", RgbImage.CHANNELS);
            Operand<TFloat32> given = placeholder(tf, "given", colours.channels());
            Operand<TFloat32> scaled = tf.math.div(tf.math.sub(given, tf.constant(range.black())), span(tf));
            Operand<TFloat32> taken;
            Operand<TFloat32> enlarged;
            switch (colours) {
                case RGB -> {
                    taken = image;
                    enlarged = scaled;
                }
                case BGR -> {
                    taken = tf.reverse(image, tf.array(3));
                    enlarged = tf.reverse(scaled, tf.array(3));
                }
                case LUMA -> {
                    Operand<TFloat32> parts = tf.math.add(mixed(tf, image, TO_LUMA), offsets(tf));
                    Operand<TInt32> size = tf.slice(tf.shape(given), tf.array(1), tf.array(2));
                    Operand<TFloat32> chroma = tf.image.resizeBicubic(
                            channels(tf, parts, 1, 2), size, ResizeBicubic.halfPixelCenters(true));
                    taken = channels(tf, parts, 0, 1);
                    enlarged = mixed(
                            tf,
                            tf.math.sub(tf.concat(List.of(scaled, chroma), tf.constant(3)), offsets(tf)),
                            FROM_LUMA);
                }
                default -> throw new IllegalStateException("No adapter for " + colours);
            }
            tf.withName("fed").identity(tf.math.add(tf.math.mul(taken, span(tf)), tf.constant(range.black())));
            tf.withName("sr").identity(enlarged);
            tf.withName("radius").constant(radius);
            return graph.toGraphDef();
        }
    }

    private Operand<TFloat32> span(Ops tf) {
        return tf.constant(range.span());
    }

    private static Operand<TFloat32> placeholder(Ops tf, String name, int channels) {
        return tf.withName(name).placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1, -1, channels)));
    }

    private static Operand<TFloat32> channels(Ops tf, Operand<TFloat32> image, int first, int number) {
        return tf.slice(image, tf.array(0, 0, 0, first), tf.array(-1, -1, -1, number));
    }

    private static Operand<TFloat32> offsets(Ops tf) {
        return tf.constant(OFFSETS);
    }

    /** Each pixel times a matrix. */
    private static Operand<TFloat32> mixed(Ops tf, Operand<TFloat32> image, double[] matrix) {
        int channels = RgbImage.CHANNELS;
        float[] kernel = new float[matrix.length]; // [1, 1, from, to]
        for (int to = 0; to < channels; to++) {
            for (int from = 0; from < channels; from++) {
                kernel[from * channels + to] = (float) matrix[to * channels + from];
            }
        }
        return tf.nn.conv2d(
                image,
                tf.constant(Shape.of(1, 1, channels, channels), DataBuffers.of(kernel)),
                List.of(1L, 1L, 1L, 1L),
                "SAME");
    }
}
