package org.deconas.networks;

import java.util.List;
import org.deconas.devices.Devices;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * What a training step can be held against: one convolution of the kind that the published network is mostly made of (3x3, 64 to 64 maps,
 * 16 patches of 32x32 pixels) with the gradients by its input and its kernel, and nothing else. For use by one thread at a time.
 */
public final class ReferenceConvolution implements AutoCloseable {

    private static final int BATCH = 16;
    private static final int SIDE = 32;
    private static final int FILTERS = 64;
    private static final int KERNEL = 3;
    private static final int WARM_UPS = 3;
    private static final int RUNS = 7;

    private final Graph graph = new Graph();
    private final Session session;
    private final Operand<TFloat32> image;
    private final Operand<TFloat32> kernel;
    private final Operand<TFloat32> sum;
    private final Output<?>[] gradients;
    private final TFloat32 imageValues = filled(Shape.of(BATCH, SIDE, SIDE, FILTERS));
    private final TFloat32 kernelValues = filled(Shape.of(KERNEL, KERNEL, FILTERS, FILTERS));

    public ReferenceConvolution() {
        Ops tf = Ops.create(graph);
        image = tf.placeholder(TFloat32.class, Placeholder.shape(imageValues.shape()));
        kernel = tf.placeholder(TFloat32.class, Placeholder.shape(kernelValues.shape()));
        Operand<TFloat32> convolved = tf.nn.conv2d(image, kernel, List.of(1L, 1L, 1L, 1L), "SAME");
        sum = tf.reduceSum(convolved, tf.array(0, 1, 2, 3));
        gradients = graph.addGradients(sum.asOutput(), new Output[] {image.asOutput(), kernel.asOutput()});
        session = new Session(graph, Devices.sessionConfig());
    }

    private static TFloat32 filled(Shape shape) {
        return TFloat32.tensorOf(shape, tensor -> tensor.scalars().forEach(value -> value.setFloat(0.5f)));
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
            return convolution.operations() / shortest;
        }
    }

    /** Additions and multiplications of a run. */
    public double operations() {
        return 3 * 2.0 * KERNEL * KERNEL * FILTERS * FILTERS * BATCH * SIDE * SIDE;
    }

    /** Computes it once. */
    public void run() {
        Session.Runner runner = session.runner()
                .feed(image.asOutput(), imageValues)
                .feed(kernel.asOutput(), kernelValues)
                .fetch(sum);
        for (Output<?> gradient : gradients) {
            runner.addTarget(gradient.op()); // computed, and left where it is
        }
        try (Result result = runner.run()) {
            result.get(0);
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
