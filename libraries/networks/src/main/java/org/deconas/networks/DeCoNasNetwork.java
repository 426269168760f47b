package org.deconas.networks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.deconas.searchspace.NetworkShape;
import org.deconas.searchspace.Operation;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The network family DeCoNASNet (Ahn and Cho, ICPR 2020, arXiv 2104.09048; method, section 1), written down once: {@link Gates}
 * make it a super-network or a network of its own.
 */
final class DeCoNasNetwork {

    /** Mean colour of the DIV2K training images, RGB in [0, 1]: subtracted on entry, added back on exit. */
    private static final float[] MEAN_COLOUR = {114.356f / 255, 111.561f / 255, 103.154f / 255};

    /** Gives the weight array of that description. */
    interface WeightSource {
        Operand<TFloat32> get(WeightSpec spec);
    }

    private final Ops tf;
    private final Layers layers;
    private final NetworkShape shape;
    private final GateTable table;
    private final Gates gates;
    private final WeightSource source;
    private final int f;

    DeCoNasNetwork(Ops tf, NetworkShape shape, GateTable table, Gates gates, WeightSource source) {
        this(tf, shape, table, gates, source, new Layers(tf));
    }

    DeCoNasNetwork(Ops tf, NetworkShape shape, GateTable table, Gates gates, WeightSource source, Layers layers) {
        shape.requireBlocksOf(table.space());
        this.tf = tf;
        this.layers = layers;
        this.shape = shape;
        this.table = table;
        this.gates = gates;
        this.source = source;
        this.f = shape.filters();
    }

    /**
     * The graph from image to enlarged image.
     *
     * @param image [n, h, w, 3], RGB in [0, 1]
     * @return [n, scale·h, scale·w, 3], not clipped
     */
    Operand<TFloat32> build(Operand<TFloat32> image) {
        Operand<TFloat32> mean = tf.constant(MEAN_COLOUR);

        // SFENet: shallow features, no activation
        Operand<TFloat32> globalResidual = convolution("sfe1", tf.math.sub(image, mean), 3, 3, f);
        Operand<TFloat32> shallow = convolution("sfe2", globalResidual, 3, f, f);

        // DeCoNet: each block sees the shallow features and all blocks before it
        List<Operand<TFloat32>> features = new ArrayList<>(List.of(shallow));
        for (int block = 0; block < shape.blocks(); block++) {
            Operand<TFloat32> input = block == 0
                    ? shallow
                    : convolution(
                            "block" + block + "/input", layers.concatenateFeatures(features), 1, (block + 1) * f, f);
            features.add(denseBlock("block" + block, input));
        }

        // GFF: global feature fusion and the global residual
        Operand<TFloat32> fused = fusion("gff1", features, table::globalFusion);
        Operand<TFloat32> deep = tf.math.add(convolution("gff2", fused, 3, f, f), globalResidual);

        // UPNet: periodic shuffle
        Operand<TFloat32> up = deep;
        int channels = f;
        for (int stage = 0; stage < shape.stages(); stage++) {
            int area = shape.stageScale() * shape.stageScale();
            Operand<TFloat32> expanded =
                    convolution("up" + (stage + 1), up, 3, channels, NetworkShape.UPSAMPLED_FILTERS * area);
            up = tf.nn.depthToSpace(expanded, (long) shape.stageScale());
            channels = NetworkShape.UPSAMPLED_FILTERS;
        }
        return tf.math.add(convolution("image", up, 3, channels, 3), mean);
    }

    private Operand<TFloat32> denseBlock(String name, Operand<TFloat32> input) {
        List<Operand<TFloat32>> outputs = new ArrayList<>(List.of(input));
        List<Operand<TFloat32>> rectified = new ArrayList<>();
        for (int cell = 0; cell < table.space().cells(); cell++) {
            rectified.add(tf.nn.relu(outputs.get(cell)));
            outputs.add(cell(name + "/cell" + cell, cell, rectified));
        }
        return tf.math.add(fusion(name + "/lff", outputs, table::localFusion), input);
    }

    /**
     * Feature fusion, a 1x1 convolution over features: over all at once, or, where fusion is searched, the sum over those that are
     * selected, each with its own part of the kernel.
     */
    private Operand<TFloat32> fusion(String name, List<Operand<TFloat32>> features, IntUnaryOperator gateOf) {
        int inputs = features.size() * f;
        if (!table.space().searchesFusion()) {
            return convolution(name, layers.concatenateFeatures(features), 1, inputs, f);
        }
        int last = features.size() - 1;
        Operand<TFloat32> sum = layers.convolution(
                features.get(last), partOfKernel(name + "/" + last, gateOf.applyAsInt(last), inputs));
        for (int feature = 0; feature < last; feature++) {
            int gate = gateOf.applyAsInt(feature);
            String part = name + "/" + feature;
            Operand<TFloat32> before = sum;
            Operand<TFloat32> x = features.get(feature);
            sum = gates.open(
                    gate,
                    before,
                    in -> tf.math.add(in[0], layers.convolution(in[1], in[2])),
                    () -> with(before, x, partOfKernel(part, gate, inputs)));
        }
        return tf.nn.biasAdd(sum, bias(name + "/bias", WeightSpec.ALWAYS, f));
    }

    /** The rows of a 1x1 kernel that belong to one of several features. */
    private Operand<TFloat32> partOfKernel(String name, int gate, int inputsOfAll) {
        return source.get(
                new WeightSpec(name + "/kernel", new long[] {1, 1, f, f}, gate, Math.sqrt(1.0 / inputsOfAll)));
    }

    /** A cell: ReLU of the mean of its operations, then channel attention; without any operation its last input. */
    private Operand<TFloat32> cell(String name, int cell, List<Operand<TFloat32>> inputs) {
        Operand<TFloat32> lastInput = inputs.get(cell);
        Operand<TFloat32> sum = gates.emptySum(lastInput);
        for (Operation operation : Operation.values()) {
            sum = operation(name + "/" + operation.shortName(), cell, operation, inputs, sum);
        }
        Operand<TFloat32> operations = sum;
        return gates.open(
                table.cell(cell),
                lastInput,
                in -> {
                    Operand<TFloat32> mean = tf.nn.relu(tf.math.mul(in[0], gates.meanFactor(cell)));
                    return shape.channelAttention() ? layers.channelAttention(mean, in[1], in[2], in[3], in[4]) : mean;
                },
                () -> shape.channelAttention()
                        ? with(operations, attentionWeights(name + "/attention", table.cell(cell)))
                        : with(operations));
    }

    /** Adds to {@code sum} one operation over those inputs that are selected. */
    private Operand<TFloat32> operation(
            String name, int cell, Operation operation, List<Operand<TFloat32>> inputs, Operand<TFloat32> sum) {
        Operand<TFloat32> added = sum;
        for (int input = 0; input <= cell; input++) {
            int gate = table.connection(cell, input, operation);
            Operand<TFloat32> before = added;
            Operand<TFloat32> x = inputs.get(input);
            String kernels = name + input;
            added = gates.open(
                    gate,
                    before,
                    in -> gates.add(
                            in[0],
                            switch (operation) {
                                case CONVOLUTION -> layers.convolution(in[1], in[2]);
                                case SEPARABLE -> layers.separable(in[1], in[2], in[3]);
                                case DILATED -> layers.dilated(in[1], in[2]);
                            }),
                    () -> operation == Operation.SEPARABLE
                            ? with(
                                    before,
                                    x,
                                    kernel(kernels + "/depthwise", gate, 3, f, 1),
                                    kernel(kernels + "/pointwise", gate, 1, f, f))
                            : with(before, x, kernel(kernels + "/kernel", gate, 3, f, f)));
        }
        int present = table.operation(cell, operation);
        Operand<TFloat32> withoutBias = added;
        return gates.open(
                present,
                withoutBias,
                in -> tf.nn.biasAdd(in[0], in[1]),
                () -> with(withoutBias, bias(name + "/bias", present, f)));
    }

    @SafeVarargs
    private static Operand<TFloat32>[] with(Operand<TFloat32> first, Operand<TFloat32>... others) {
        @SuppressWarnings("unchecked")
        Operand<TFloat32>[] all = new Operand[1 + others.length];
        all[0] = first;
        System.arraycopy(others, 0, all, 1, others.length);
        return all;
    }

    @SuppressWarnings("unchecked")
    private Operand<TFloat32>[] attentionWeights(String name, int gate) {
        int squeezed = shape.squeezedFilters();
        return new Operand[] {
            kernel(name + "/squeeze", gate, 1, f, squeezed),
            bias(name + "/squeeze-bias", gate, squeezed),
            kernel(name + "/excite", gate, 1, squeezed, f),
            bias(name + "/excite-bias", gate, f)
        };
    }

    private Operand<TFloat32> convolution(String name, Operand<TFloat32> x, int side, int inputs, int outputs) {
        return layers.convolution(
                x,
                kernel(name + "/kernel", WeightSpec.ALWAYS, side, inputs, outputs),
                bias(name + "/bias", WeightSpec.ALWAYS, outputs));
    }

    /** Initial values as for linear units (LeCun 1998): one over the square root of the number of inputs. */
    private Operand<TFloat32> kernel(String name, int gate, int side, int inputs, int outputs) {
        boolean depthwise = outputs == 1;
        double fanIn = (double) side * side * (depthwise ? 1 : inputs);
        return source.get(new WeightSpec(name, new long[] {side, side, inputs, outputs}, gate, Math.sqrt(1 / fanIn)));
    }

    private Operand<TFloat32> bias(String name, int gate, int size) {
        return source.get(new WeightSpec(name, new long[] {size}, gate, 0));
    }
}
