package org.deconas.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import org.deconas.networks.Batch;
import org.deconas.networks.TrainableNetwork;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.Complexity;
import org.deconas.searchspace.NetworkShape;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/**
 * How near a training step of the published architecture comes to what the machine's TensorFlow reaches on the convolution that it is
 * made of. Both are measured in turn, so that a drift of the machine's speed hits both.
 */
public final class TrainingStepBenchmark {

    private static final int BATCH = 16;
    private static final int SIDE = 32;
    private static final int FILTERS = 64;
    private static final int ROUNDS = Integer.getInteger("deconas.benchmark.rounds", 9);

    /** Forward, gradient by the input, gradient by the kernel; two operations for each multiply-add. */
    private static final double OPERATIONS = 3 * 2;

    private TrainingStepBenchmark() {}

    public static void main(String[] args) {
        Architecture architecture = Architecture.DECONASNET;
        double stepOperations = OPERATIONS
                * Complexity.of(architecture, NetworkShape.PUBLISHED).multiplyAddsPerPixel()
                * BATCH
                * SIDE
                * SIDE;
        Batch low = random(SIDE);
        Batch high = random(SIDE * NetworkShape.PUBLISHED.scale());
        double[] convolution = new double[ROUNDS];
        double[] superNetwork = new double[ROUNDS];
        double[] network = new double[ROUNDS];
        try (Convolution limit = new Convolution();
                TrainableNetwork shared = TrainableNetwork.superNetwork(architecture.space(), NetworkShape.PUBLISHED);
                TrainableNetwork own = TrainableNetwork.of(architecture, NetworkShape.PUBLISHED)) {
            shared.initialise(name -> new Random(name.hashCode()));
            own.initialise(name -> new Random(name.hashCode()));
            for (int round = -2; round < ROUNDS; round++) {
                double ofConvolution = limit.operations() / seconds(limit::run);
                double ofShared = stepOperations / seconds(() -> shared.step(architecture, low, high, 1e-4));
                double ofOwn = stepOperations / seconds(() -> own.step(architecture, low, high, 1e-4));
                if (round >= 0) {
                    convolution[round] = ofConvolution;
                    superNetwork[round] = ofShared;
                    network[round] = ofOwn;
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "TensorFlow convolution 3x3, %d to %d maps, forward and both gradients: %.0f GFLOP/s (median of %d)%n",
                FILTERS,
                FILTERS,
                median(convolution) / 1e9,
                ROUNDS);
        report("super-network step", superNetwork, convolution, stepOperations);
        report("stand-alone step", network, convolution, stepOperations);
    }

    private static void report(String name, double[] measured, double[] limit, double operations) {
        double[] ratios = new double[measured.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = measured[i] / limit[i];
        }
        System.out.printf(
                Locale.ROOT,
                "%s: %.0f GFLOP/s, %.0f ms; %.0f %% of the convolution (median of ratios, %.0f to %.0f %%)%n",
                name,
                median(measured) / 1e9,
                1e3 * operations / median(measured),
                100 * median(ratios),
                100 * Arrays.stream(ratios).min().orElse(0),
                100 * Arrays.stream(ratios).max().orElse(0));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static Batch random(int side) {
        Random random = new Random(side);
        float[] values = new float[BATCH * side * side * 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return new Batch(BATCH, side, side, values);
    }

    /** The limit: one convolution of the network's main kind with both its gradients, and nothing else. */
    private static final class Convolution implements AutoCloseable {

        private static final int REPEATS = 10;
        private static final Consumer<TFloat32> FLOATS =
                tensor -> tensor.scalars().forEachIndexed((at, value) -> value.setFloat(0.5f));

        private final Graph graph = new Graph();
        private final Session session;
        private final Operand<TFloat32> image;
        private final Operand<TFloat32> kernel;
        private final Operand<TFloat32> sum;
        private final Output<?>[] gradients;
        private final TFloat32 imageValues = TFloat32.tensorOf(Shape.of(BATCH, SIDE, SIDE, FILTERS), FLOATS);
        private final TFloat32 kernelValues = TFloat32.tensorOf(Shape.of(3, 3, FILTERS, FILTERS), FLOATS);

        Convolution() {
            Ops tf = Ops.create(graph);
            image = tf.placeholder(TFloat32.class, Placeholder.shape(imageValues.shape()));
            kernel = tf.placeholder(TFloat32.class, Placeholder.shape(kernelValues.shape()));
            Operand<TFloat32> convolved = tf.nn.conv2d(image, kernel, List.of(1L, 1L, 1L, 1L), "SAME");
            sum = tf.reduceSum(convolved, tf.array(0, 1, 2, 3));
            gradients = graph.addGradients(sum.asOutput(), new Output[] {image.asOutput(), kernel.asOutput()});
            session = new Session(
                    graph,
                    ConfigProto.newBuilder()
                            .setIntraOpParallelismThreads(Runtime.getRuntime().availableProcessors())
                            .setInterOpParallelismThreads(1)
                            .build());
        }

        double operations() {
            return REPEATS * OPERATIONS * 9.0 * FILTERS * FILTERS * BATCH * SIDE * SIDE;
        }

        void run() {
            for (int i = 0; i < REPEATS; i++) {
                Session.Runner runner = session.runner()
                        .feed(image.asOutput(), imageValues)
                        .feed(kernel.asOutput(), kernelValues)
                        .fetch(sum);
                for (Output<?> gradient : gradients) {
                    runner.fetch(gradient);
                }
                try (Result result = runner.run()) {
                    result.get(0);
                }
            }
        }

        @Override
        public void close() {
            session.close();
            graph.close();
            imageValues.close();
            kernelValues.close();
        }
    }
}
