package org.deconas.networks;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.deconas.devices.Devices;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.NetworkShape;
import org.deconas.searchspace.SearchSpace;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
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
 * <p>Weights, the optimiser's state and a moving average stay on the device that computes: a step is fed with images alone and gives the loss
 * alone. A step of a super-network leaves the weights alone that its architecture does not select. For use by one thread at a time.
 */
public final class TrainableNetwork implements AutoCloseable {

    private static final AtomicLong NETWORKS = new AtomicLong();

    private final SearchSpace space;
    private final NetworkShape shape;
    private final Architecture fixed; // null for a super-network
    private final GateTable table;
    private final RuntimeGates runtimeGates; // null unless a super-network
    private final Graph graph;
    private final Ops tf;
    private final Session session;
    private final String container;
    private final Operand<TFloat32> lowResolution;
    private final Operand<TFloat32> target;
    private final Operand<TFloat32> output;
    private final Operand<TFloat32> loss;
    private final DeviceArrays weights;
    private final List<Operand<TFloat32>> gradients;
    private final Adam adam;
    private MovingAverage average; // null until one is asked for

    private TrainableNetwork(SearchSpace space, NetworkShape shape, Architecture fixed, Precision precision) {
        this.space = space;
        this.shape = shape;
        this.fixed = fixed;
        TensorFlowRuntime.registerGradients();
        table = new GateTable(space);
        graph = new Graph();
        tf = Ops.create(graph);
        container = "network-" + NETWORKS.incrementAndGet();
        lowResolution = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1, -1, Batch.CHANNELS)));
        target = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1, -1, Batch.CHANNELS)));
        runtimeGates = fixed == null ? new RuntimeGates(tf, table, space.cells()) : null;
        Gates gates = fixed == null ? runtimeGates : new FixedGates(tf, table, fixed);
        weights = new DeviceArrays(tf, container, "weights");
        Map<String, Operand<TFloat32>> values = new HashMap<>();
        DeCoNasNetwork.WeightSource source = spec -> values.computeIfAbsent(spec.name(), name -> weights.add(spec));
        output = new DeCoNasNetwork(tf, shape, table, gates, source).build(lowResolution);
        Operand<TFloat32> trained = precision == Precision.FLOAT32
                ? output
                : new DeCoNasNetwork(tf, shape, table, gates, source, new Layers(tf, Pooling.global(tf), precision))
                        .build(lowResolution);
        loss = tf.math.mean(tf.math.abs(tf.math.sub(trained, target)), tf.array(0, 1, 2, 3));
        gradients = gradients(loss);
        adam = new Adam(tf, weights, gradients, gates, container);
        session = new Session(graph, Devices.sessionConfig());
    }

    private List<Operand<TFloat32>> gradients(Operand<TFloat32> of) {
        Output<?>[] values = IntStream.range(0, weights.size())
                .mapToObj(i -> weights.value(i).asOutput())
                .toArray(Output[]::new);
        return Arrays.stream(graph.addGradients(of.asOutput(), values))
                .map(TensorFlowRuntime::floats)
                .toList();
    }

    /** A network that holds all architectures of a space; every call names the one that is meant. Trained in float32. */
    public static TrainableNetwork superNetwork(SearchSpace space, NetworkShape shape) {
        return superNetwork(space, shape, Precision.FLOAT32);
    }

    /** @param precision what the convolutions of {@link #step} are computed in; {@link #upscale} is float32 always */
    public static TrainableNetwork superNetwork(SearchSpace space, NetworkShape shape, Precision precision) {
        return new TrainableNetwork(space, shape, null, precision);
    }

    /** The network of one architecture. Trained in float32. */
    public static TrainableNetwork of(Architecture architecture, NetworkShape shape) {
        return of(architecture, shape, Precision.FLOAT32);
    }

    /** @param precision what the convolutions of {@link #step} are computed in; {@link #upscale} is float32 always */
    public static TrainableNetwork of(Architecture architecture, NetworkShape shape, Precision precision) {
        return new TrainableNetwork(architecture.space(), shape, architecture, precision);
    }

    public NetworkShape shape() {
        return shape;
    }

    /** Number of weights, over all arrays. */
    public long parameters() {
        return IntStream.range(0, weights.size())
                .mapToLong(array -> weights.spec(array).size())
                .sum();
    }

    /** Sets fresh weights. */
    public void initialise(Function<String, RandomGenerator> streams) {
        load(Weights.initial(
                IntStream.range(0, weights.size()).mapToObj(weights::spec).toList(), streams));
    }

    /**
     * Goes on with a copy of these weights and of their optimiser's state.
     *
     * @throws IllegalArgumentException when they are of another network
     */
    public void load(Weights from) {
        adam.load(session, from);
    }

    /**
     * The weights as they are now, with the optimiser's state: a copy from the device, which no later step changes.
     *
     * @throws IllegalStateException when it has none yet
     */
    public Weights weights() {
        return adam.read(session);
    }

    /**
     * Keeps a moving average of the weights from now on, or goes on with another.
     *
     * @param from its values
     * @throws IllegalArgumentException when they are of another network
     */
    public void loadAverage(Weights from) {
        if (average == null) {
            average = new MovingAverage(tf, weights, container);
        }
        average.load(session, from);
    }

    /**
     * The moving average as it is now, a copy from the device, with an optimiser that knows nothing.
     *
     * @throws IllegalStateException when none is kept
     */
    public Weights average() {
        return requireAverage().read(session);
    }

    /**
     * Moves the average towards the weights, on the device.
     *
     * @param part of the way: 0 to stay, 1 to get there
     * @throws IllegalStateException when none is kept
     */
    public void moveAverage(double part) {
        requireAverage().move(session, part);
    }

    /**
     * What is done with the average in the weights' place; afterwards they are back.
     *
     * @throws IllegalStateException when none is kept
     */
    public <T> T withAverage(Supplier<T> use) {
        requireAverage().exchange(session);
        try {
            return use.get();
        } finally {
            average.exchange(session);
        }
    }

    private MovingAverage requireAverage() {
        if (average == null) {
            throw new IllegalStateException("The network keeps no average of its weights");
        }
        return average;
    }

    /**
     * One training step: mean absolute error, Adam.
     *
     * @param architecture the one that is trained; for the network of one architecture, that one
     * @return the loss before the step, on values in [0, 1]
     */
    public double step(Architecture architecture, Batch low, Batch high, double learningRate) {
        boolean[] open = table.values(requireMine(architecture));
        try (SessionRun run = run(architecture, low).feed(target, tensorOf(high))) {
            adam.addStep(run, open, learningRate);
            float before = run.fetch(loss.asOutput()).floats().get(0)[0];
            adam.count(open);
            return before;
        }
    }

    /** Loss and gradient by weight array, without a step. */
    Gradient gradient(Architecture architecture, Batch low, Batch high) {
        try (SessionRun run = run(architecture, low).feed(target, tensorOf(high))) {
            gradients.forEach(gradient -> run.fetch(gradient.asOutput()));
            List<float[]> values = run.fetch(loss.asOutput()).floats();
            Map<String, float[]> byName = new HashMap<>();
            for (int i = 0; i < weights.size(); i++) {
                byName.put(weights.spec(i).name(), values.get(i));
            }
            return new Gradient(values.get(weights.size())[0], byName);
        }
    }

    record Gradient(double loss, Map<String, float[]> byName) {}

    /**
     * Enlarges images.
     *
     * @return the enlarged images, not clipped to [0, 1]
     */
    public Batch upscale(Architecture architecture, Batch low) {
        try (SessionRun run = run(architecture, low)) {
            return new Batch(
                    low.count(),
                    low.height() * shape.scale(),
                    low.width() * shape.scale(),
                    run.fetch(output.asOutput()).floats().get(0));
        }
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

    /** A run on images, told which architecture is meant. */
    private SessionRun run(Architecture architecture, Batch low) {
        requireMine(architecture);
        weights.requireWritten();
        SessionRun run = new SessionRun(session).feed(lowResolution, tensorOf(low));
        if (runtimeGates != null) {
            run.feed(runtimeGates.values(), TBool.vectorOf(table.values(architecture)))
                    .feed(runtimeGates.meanFactors(), TFloat32.vectorOf(table.meanFactors(architecture)));
        }
        return run;
    }

    private static TFloat32 tensorOf(Batch batch) {
        return TFloat32.tensorOf(
                Shape.of(batch.count(), batch.height(), batch.width(), Batch.CHANNELS), DataBuffers.of(batch.values()));
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
