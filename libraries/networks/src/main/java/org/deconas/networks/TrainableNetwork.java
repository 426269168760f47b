package org.deconas.networks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.deconas.devices.Devices;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.NetworkShape;
import org.deconas.searchspace.SearchSpace;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * A network that can be trained and asked: a super-network, which holds every architecture of the space at once, or the network
 * of one architecture. Both are the one definition {@link DeCoNasNetwork}; a sub-network of the super-network computes what the
 * network of its own with the same weights computes.
 *
 * <p>Weights live in Java and are fed to each run; gradients come back and Adam is applied here, so that a step of a super-network
 * leaves the weights alone that its architecture does not select. For use by one thread at a time.
 */
public final class TrainableNetwork implements AutoCloseable {

    private final SearchSpace space;
    private final NetworkShape shape;
    private final Architecture fixed; // null for a super-network
    private final GateTable table;
    private final RuntimeGates runtimeGates; // null unless a super-network
    private final Graph graph;
    private final Session session;
    private final Operand<TFloat32> lowResolution;
    private final Operand<TFloat32> target;
    private final Operand<TFloat32> output;
    private final Operand<TFloat32> loss;
    private final List<WeightSpec> specs = new ArrayList<>();
    private final List<Operand<TFloat32>> placeholders = new ArrayList<>();
    private final Output<?>[] gradients;
    private final Map<String, TFloat32> fed = new HashMap<>();
    private Weights weights;

    private TrainableNetwork(SearchSpace space, NetworkShape shape, Architecture fixed) {
        this.space = space;
        this.shape = shape;
        this.fixed = fixed;
        TensorFlowRuntime.registerGradients();
        table = new GateTable(space);
        graph = new Graph();
        Ops tf = Ops.create(graph);
        lowResolution = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1, -1, Batch.CHANNELS)));
        target = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1, -1, Batch.CHANNELS)));
        runtimeGates = fixed == null ? new RuntimeGates(tf, table, space.cells()) : null;
        Gates gates = fixed == null ? runtimeGates : new FixedGates(tf, table, fixed);
        output = new DeCoNasNetwork(tf, shape, table, gates, spec -> {
                    Operand<TFloat32> placeholder =
                            tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(spec.shape())));
                    specs.add(spec);
                    placeholders.add(placeholder);
                    return placeholder;
                })
                .build(lowResolution);
        loss = tf.math.mean(tf.math.abs(tf.math.sub(output, target)), tf.array(0, 1, 2, 3));
        gradients = graph.addGradients(
                loss.asOutput(), placeholders.stream().map(Operand::asOutput).toArray(Output[]::new));
        session = new Session(graph, Devices.sessionConfig());
    }

    /** A network that holds all architectures of a space; every call names the one that is meant. */
    public static TrainableNetwork superNetwork(SearchSpace space, NetworkShape shape) {
        return new TrainableNetwork(space, shape, null);
    }

    /** The network of one architecture. */
    public static TrainableNetwork of(Architecture architecture, NetworkShape shape) {
        return new TrainableNetwork(architecture.space(), shape, architecture);
    }

    public NetworkShape shape() {
        return shape;
    }

    /** Number of weights, over all arrays. */
    public long parameters() {
        return specs.stream().mapToLong(WeightSpec::size).sum();
    }

    /** Sets fresh weights. */
    public void initialise(Function<String, RandomGenerator> streams) {
        load(Weights.initial(specs, streams));
    }

    /**
     * Goes on with these weights, which this network changes from now on.
     *
     * @throws IllegalArgumentException when they are of another network
     */
    public void load(Weights newWeights) {
        for (WeightSpec spec : specs) {
            newWeights.get(spec);
        }
        weights = newWeights;
        for (WeightSpec spec : specs) {
            feed(spec);
        }
    }

    /** The live weights; a later step changes them. */
    public Weights weights() {
        if (weights == null) {
            throw new IllegalStateException("The network has no weights yet: initialise or load some");
        }
        return weights;
    }

    private void feed(WeightSpec spec) {
        float[] values = weights.get(spec).values;
        TFloat32 tensor = fed.computeIfAbsent(spec.name(), name -> TFloat32.tensorOf(Shape.of(spec.shape())));
        tensor.asRawTensor().data().asFloats().write(values);
    }

    /**
     * One training step: mean absolute error, Adam.
     *
     * @param architecture the one that is trained; for the network of one architecture, that one
     * @return the loss before the step, on values in [0, 1]
     */
    public double step(Architecture architecture, Batch low, Batch high, double learningRate) {
        boolean[] open = table.values(requireMine(architecture));
        double[] value = new double[1];
        run(architecture, low, high, true, result -> {
            value[0] = ((TFloat32) result.get(0)).getFloat();
            for (int i = 0; i < specs.size(); i++) {
                WeightSpec spec = specs.get(i);
                if (spec.gate() == WeightSpec.ALWAYS || open[spec.gate()]) {
                    Adam.update(weights.get(spec), floats(result.get(i + 1)), learningRate);
                    feed(spec);
                }
            }
        });
        return value[0];
    }

    /** Loss and gradient by weight array, without a step. */
    Gradient gradient(Architecture architecture, Batch low, Batch high) {
        Map<String, float[]> byName = new HashMap<>();
        double[] value = new double[1];
        run(requireMine(architecture), low, high, true, result -> {
            value[0] = ((TFloat32) result.get(0)).getFloat();
            for (int i = 0; i < specs.size(); i++) {
                byName.put(specs.get(i).name(), floats(result.get(i + 1)));
            }
        });
        return new Gradient(value[0], byName);
    }

    record Gradient(double loss, Map<String, float[]> byName) {}

    /**
     * Enlarges images.
     *
     * @return the enlarged images, not clipped to [0, 1]
     */
    public Batch upscale(Architecture architecture, Batch low) {
        Batch[] enlarged = new Batch[1];
        run(requireMine(architecture), low, null, false, result -> {
            enlarged[0] = new Batch(
                    low.count(), low.height() * shape.scale(), low.width() * shape.scale(), floats(result.get(0)));
        });
        return enlarged[0];
    }

    private Architecture requireMine(Architecture architecture) {
        if (fixed != null && !fixed.equals(architecture)) {
            throw new IllegalArgumentException("This is the network of " + fixed + ", not of " + architecture);
        }
        if (!architecture.space().equals(space)) {
            throw new IllegalArgumentException(
                    "The architecture is of " + architecture.space() + ", but the network of " + space);
        }
        return architecture;
    }

    private interface Reader {
        void read(Result result);
    }

    private void run(Architecture architecture, Batch low, Batch high, boolean train, Reader reader) {
        weights();
        List<Tensor> temporary = new ArrayList<>();
        try {
            Session.Runner runner = session.runner();
            feed(runner, lowResolution, tensorOf(low), temporary);
            for (int i = 0; i < specs.size(); i++) {
                runner.feed(placeholders.get(i).asOutput(), fed.get(specs.get(i).name()));
            }
            if (runtimeGates != null) {
                feed(runner, runtimeGates.values(), TBool.vectorOf(table.values(architecture)), temporary);
                feed(runner, runtimeGates.meanFactors(), TFloat32.vectorOf(table.meanFactors(architecture)), temporary);
            }
            if (train) {
                feed(runner, target, tensorOf(high), temporary);
                runner.fetch(loss);
                for (Output<?> gradient : gradients) {
                    runner.fetch(gradient);
                }
            } else {
                runner.fetch(output);
            }
            try (Result result = runner.run()) {
                reader.read(result);
            }
        } finally {
            temporary.forEach(Tensor::close);
        }
    }

    private static void feed(Session.Runner runner, Operand<?> placeholder, Tensor tensor, List<Tensor> temporary) {
        temporary.add(tensor);
        runner.feed(placeholder.asOutput(), tensor);
    }

    private static TFloat32 tensorOf(Batch batch) {
        return TFloat32.tensorOf(
                Shape.of(batch.count(), batch.height(), batch.width(), Batch.CHANNELS), DataBuffers.of(batch.values()));
    }

    private static float[] floats(Tensor tensor) {
        float[] values = new float[(int) tensor.size()];
        ((TFloat32) tensor).asRawTensor().data().asFloats().read(values);
        return values;
    }

    @Override
    public void close() {
        fed.values().forEach(Tensor::close);
        session.close();
        graph.close();
    }
}
