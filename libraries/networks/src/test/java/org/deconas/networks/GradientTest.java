package org.deconas.networks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.deconas.devices.Devices;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Each layer's gradient equals finite differences: TensorFlow's own is silently wrong for the dilated convolution. */
class GradientTest {

    /** float32 forward passes bound what differences can show. */
    private static final double TOLERANCE = 5e-3;

    private interface Layer {
        Operand<TFloat32> build(Ops tf, Layers layers, List<Operand<TFloat32>> inputs);
    }

    @Test
    void gradientOfTheConvolutionIsRight() {
        check((tf, layers, in) -> layers.convolution(in.get(0), in.get(1)), image(7, 6, 3), kernel(3, 3, 4));
    }

    @Test
    void gradientOfTheConvolutionWithBiasIsRight() {
        check(
                (tf, layers, in) -> layers.convolution(in.get(0), in.get(1), in.get(2)),
                image(7, 6, 3),
                kernel(1, 3, 4),
                new long[] {4});
    }

    @Test
    void gradientOfTheSeparableConvolutionIsRight() {
        check(
                (tf, layers, in) -> layers.separable(in.get(0), in.get(1), in.get(2)),
                image(7, 6, 3),
                kernel(3, 3, 1),
                kernel(1, 3, 4));
    }

    @Test
    void gradientOfTheDilatedConvolutionIsRight() {
        check((tf, layers, in) -> layers.dilated(in.get(0), in.get(1)), image(9, 8, 3), kernel(3, 3, 4));
    }

    @Test
    void gradientOfTheDilatedConvolutionIsRightOnAnImageSmallerThanItsReach() {
        check((tf, layers, in) -> layers.dilated(in.get(0), in.get(1)), image(4, 5, 2), kernel(3, 2, 2));
    }

    @Test
    void gradientOfChannelAttentionIsRight() {
        check(
                (tf, layers, in) -> layers.channelAttention(in.get(0), in.get(1), in.get(2), in.get(3), in.get(4)),
                image(5, 4, 4),
                kernel(1, 4, 2),
                new long[] {2},
                kernel(1, 2, 4),
                new long[] {4});
    }

    @Test
    void gradientOfAnOpenAndOfAClosedGateIsRight() {
        for (boolean open : new boolean[] {true, false}) {
            check(
                    (tf, layers, in) -> {
                        var switched = tf.switchCond(in.get(0), tf.constant(open));
                        var kernel = tf.switchCond(in.get(1), tf.constant(open)).outputTrue();
                        return tf.merge(List.of(
                                        switched.outputFalse(),
                                        tf.math.add(
                                                switched.outputTrue(),
                                                layers.convolution(switched.outputTrue(), kernel))))
                                .output();
                    },
                    image(5, 4, 3),
                    kernel(3, 3, 3));
        }
    }

    @Test
    void gradientOfTheMeanOfOperationsIsRight() {
        check(
                (tf, layers, in) -> tf.math.mul(
                        tf.math.add(
                                tf.math.add(
                                        layers.convolution(in.get(0), in.get(1)),
                                        layers.separable(in.get(0), in.get(2), in.get(3))),
                                layers.dilated(in.get(0), in.get(4))),
                        tf.constant(1f / 3)),
                image(5, 4, 3),
                kernel(3, 3, 2),
                kernel(3, 3, 1),
                kernel(1, 3, 2),
                kernel(3, 3, 2));
    }

    @Test
    void gradientOfFusionIsRight() {
        check(
                (tf, layers, in) ->
                        layers.convolution(layers.concatenateFeatures(in.subList(0, 3)), in.get(3), in.get(4)),
                image(5, 4, 2),
                image(5, 4, 2),
                image(5, 4, 2),
                kernel(1, 6, 2),
                new long[] {2});
    }

    @Test
    void gradientOfThePeriodicShuffleIsRight() {
        for (int scale : new int[] {2, 3}) {
            check(
                    (tf, layers, in) ->
                            tf.nn.depthToSpace(layers.convolution(in.get(0), in.get(1), in.get(2)), (long) scale),
                    image(5, 4, 2),
                    kernel(3, 2, 2L * scale * scale),
                    new long[] {2L * scale * scale});
        }
    }

    private static long[] image(long height, long width, long maps) {
        return new long[] {2, height, width, maps};
    }

    private static long[] kernel(long side, long inputs, long outputs) {
        return new long[] {side, side, inputs, outputs};
    }

    /** Compares the gradient of Σ weight·output, for random weights, with central differences in every single input value. */
    private static void check(Layer layer, long[]... shapes) {
        TensorFlowRuntime.registerGradients();
        Random random = new Random(1);
        try (Graph graph = new Graph()) {
            // Given
            Ops tf = Ops.create(graph);
            List<Operand<TFloat32>> inputs = new ArrayList<>();
            List<float[]> values = new ArrayList<>();
            for (long[] shape : shapes) {
                inputs.add(tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(shape))));
                values.add(random(random, (int) Shape.of(shape).size()));
            }
            Operand<TFloat32> output = layer.build(tf, new Layers(tf), inputs);
            Operand<TFloat32> weight = tf.placeholder(TFloat32.class);
            Operand<TFloat32> objective = tf.reduceSum(
                    tf.math.mul(output, weight), tf.range(tf.constant(0), tf.rank(output), tf.constant(1)));

            // When
            Output<?>[] gradients = graph.addGradients(
                    objective.asOutput(), inputs.stream().map(Operand::asOutput).toArray(Output[]::new));

            // Then
            try (Session session = new Session(graph, Devices.sessionConfig())) {
                Run run = new Run(session, inputs, shapes, output, weight);
                run.weights = random(random, run.outputs(values).length);
                for (int input = 0; input < shapes.length; input++) {
                    float[] analytic = run.gradient(values, gradients[input]);
                    float[] numeric = run.differences(values, input);
                    assertThat(Samples.relativeError(analytic, numeric))
                            .as("input %d", input)
                            .isLessThan(TOLERANCE);
                }
            }
        }
    }

    private static float[] random(Random random, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = random.nextFloat() * 2 - 1;
        }
        return values;
    }

    private static final class Run {
        private static final float STEP = 1e-2f;

        private final Session session;
        private final List<Operand<TFloat32>> inputs;
        private final long[][] shapes;
        private final Operand<TFloat32> output;
        private final Operand<TFloat32> weight;
        private float[] weights;
        private Shape outputShape;

        Run(
                Session session,
                List<Operand<TFloat32>> inputs,
                long[][] shapes,
                Operand<TFloat32> output,
                Operand<TFloat32> weight) {
            this.session = session;
            this.inputs = inputs;
            this.shapes = shapes;
            this.output = output;
            this.weight = weight;
        }

        float[] outputs(List<float[]> values) {
            return fetch(values, output.asOutput(), false);
        }

        float[] gradient(List<float[]> values, Output<?> gradient) {
            return fetch(values, gradient, true);
        }

        float[] differences(List<float[]> values, int input) {
            float[] x = values.get(input);
            float[] numeric = new float[x.length];
            for (int i = 0; i < x.length; i++) {
                float before = x[i];
                x[i] = before + STEP;
                double above = objective(values);
                x[i] = before - STEP;
                double below = objective(values);
                x[i] = before;
                numeric[i] = (float) ((above - below) / (2.0 * STEP));
            }
            return numeric;
        }

        private double objective(List<float[]> values) {
            float[] outputs = outputs(values);
            return IntStream.range(0, outputs.length)
                    .mapToDouble(i -> (double) outputs[i] * weights[i])
                    .sum();
        }

        private float[] fetch(List<float[]> values, Output<?> what, boolean weighted) {
            List<TFloat32> tensors = new ArrayList<>();
            Session.Runner runner = session.runner();
            for (int i = 0; i < shapes.length; i++) {
                tensors.add(TFloat32.tensorOf(Shape.of(shapes[i]), DataBuffers.of(values.get(i))));
                runner.feed(inputs.get(i).asOutput(), tensors.get(i));
            }
            if (weighted) {
                tensors.add(TFloat32.tensorOf(outputShape, DataBuffers.of(weights)));
                runner.feed(weight.asOutput(), tensors.get(shapes.length));
            }
            try (Result result = runner.fetch(what).run()) {
                TFloat32 tensor = (TFloat32) result.get(0);
                if (!weighted) {
                    outputShape = tensor.shape();
                }
                float[] fetched = new float[(int) tensor.size()];
                tensor.asRawTensor().data().asFloats().read(fetched);
                return fetched;
            } finally {
                tensors.forEach(TFloat32::close);
            }
        }
    }
}
