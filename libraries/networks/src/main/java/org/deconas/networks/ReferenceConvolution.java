package org.deconas.networks;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.deconas.devices.Devices;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What a training step can be held against: convolutions of the kind that the published network is mostly made of (3x3, 64 to 64 maps, 16
 * patches of 32x32 pixels), one after another, with the gradients by their inputs and their kernel, and nothing else. What they take stays on
 * the device. For use by one thread at a time.
 */
public final class ReferenceConvolution implements AutoCloseable {

    private static final int BATCH = 16;
    private static final int SIDE = 32;
    private static final int FILTERS = 64;
    private static final int KERNEL = 3;

    /** So many that on a fast device the start of a run counts for little. */
    private static final int CONVOLUTIONS = 4;

    private static final int WARM_UPS = 1;
    private static final int RUNS = 3;

    private static final AtomicLong GRAPHS = new AtomicLong();

    private final Graph graph = new Graph();
    private final Session session;
    private final Operand<TFloat32> sum;
    private final Output<?>[] gradients;

    public ReferenceConvolution() {
        Ops tf = Ops.create(graph);
        DeviceArrays arrays = new DeviceArrays(tf, "reference-" + GRAPHS.incrementAndGet(), "values");
        WeightSpec image = new WeightSpec("image", new long[] {BATCH, SIDE, SIDE, FILTERS}, WeightSpec.ALWAYS, 0);
        WeightSpec kernel =
                new WeightSpec("kernel", new long[] {KERNEL, KERNEL, FILTERS, FILTERS}, WeightSpec.ALWAYS, 0);
        Operand<TFloat32> first = arrays.add(image);
        Operand<TFloat32> weights = arrays.add(kernel);
        Layers layers = new Layers(tf);
        Operand<TFloat32> last = first;
        for (int i = 0; i < CONVOLUTIONS; i++) {
            last = layers.convolution(last, weights);
        }
        sum = tf.reduceSum(last, tf.array(0, 1, 2, 3));
        gradients = graph.addGradients(sum.asOutput(), new Output[] {first.asOutput(), weights.asOutput()});
        session = new Session(graph, Devices.sessionConfig());
        arrays.write(
                session, List.of(filled(image.size(), 0.5f), filled(kernel.size(), 1f / (KERNEL * KERNEL * FILTERS))));
    }

    private static float[] filled(int size, float value) {
        float[] values = new float[size];
        Arrays.fill(values, value);
        return values;
    }

    /** The most additions and multiplications a second that the device of this process reached in a few runs; they take under a second. */
    public static double peakOperationsPerSecond() {
        try (ReferenceConvolution convolution = new ReferenceConvolution()) {
            double shortest = Double.POSITIVE_INFINITY;
            for (int run = -WARM_UPS; run < RUNS; run++) {
                long start = System.nanoTime();
                convolution.run();
                shortest = run < 0 ? shortest : Math.min(shortest, (System.nanoTime() - start) / 1e9);
            }
            return operations() / shortest;
        }
    }

    /** Additions and multiplications of a run. */
    public static double operations() {
        return CONVOLUTIONS * 3 * 2.0 * KERNEL * KERNEL * FILTERS * FILTERS * BATCH * SIDE * SIDE;
    }

    /**
     * Computes it once.
     *
     * @return the sum of what the last convolution gives
     */
    public double run() {
        try (SessionRun run = new SessionRun(session).fetch(sum.asOutput())) {
            for (Output<?> gradient : gradients) {
                run.target(gradient); // computed, and left where it is
            }
            return run.floats().get(0)[0];
        }
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
