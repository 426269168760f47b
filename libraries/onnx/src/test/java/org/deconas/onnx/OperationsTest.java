package org.deconas.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.op.math.Mean;
import org.tensorflow.op.nn.Conv2d;
import org.tensorflow.op.nn.DepthwiseConv2dNative;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Single operations, beyond what our networks have of them today, and what is refused. */
class OperationsTest {

    private static final List<Long> UNIT = List.of(1L, 1L, 1L, 1L);
    private static final List<Long> TWICE = List.of(1L, 2L, 2L, 1L);

    @TempDir
    Path directory;

    /** From an image of three channels to one of three channels. */
    interface Operation extends BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> {}

    static Stream<Arguments> translated() {
        return Stream.of(
                translated("nothing", (tf, x) -> x),
                translated("even kernel", (tf, x) -> tf.nn.conv2d(x, kernel(tf, 2, 4, 3, 3), UNIT, "SAME")),
                translated("no padding", (tf, x) -> tf.nn.conv2d(x, kernel(tf, 3, 2, 3, 3), UNIT, "VALID")),
                translated(
                        "dilations of the convolution itself",
                        (tf, x) -> tf.nn.conv2d(
                                x, kernel(tf, 3, 3, 3, 3), UNIT, "SAME", Conv2d.dilations(List.of(1L, 2L, 3L, 1L)))),
                translated(
                        "depthwise with a multiplier",
                        (tf, x) -> tf.nn.depthToSpace(
                                tf.nn.depthwiseConv2dNative(x, kernel(tf, 3, 3, 3, 4), UNIT, "SAME"), 2L)),
                translated("dilation by dealing", (tf, x) -> dealt(tf, x, x, 0)),
                translated("bias of what is used without it, too", (tf, x) -> {
                    Operand<TFloat32> y = tf.nn.conv2d(x, kernel(tf, 3, 3, 3, 3), UNIT, "SAME");
                    return tf.math.mul(y, tf.nn.biasAdd(y, tf.constant(new float[] {1, 2, 3})));
                }),
                translated("sum of many", (tf, x) -> tf.math.addN(List.of(x, tf.nn.relu(x), tf.math.sigmoid(x)))),
                translated("a constant first", (tf, x) -> tf.math.sub(tf.constant(new float[] {1, 2, 3}), x)),
                translated("a constant of one channel", (tf, x) -> tf.math.mul(x, tf.constant(new float[][] {{0.5f}}))),
                translated(
                        "a default", (tf, x) -> tf.placeholderWithDefault(tf.math.mul(x, x), Shape.of(-1, -1, -1, 3))),
                translated(
                        "concatenation from the last axis",
                        (tf, x) -> tf.nn.conv2d(
                                tf.concat(List.of(x, tf.nn.relu(tf.math.sub(x, tf.constant(0.5f)))), tf.constant(-1)),
                                kernel(tf, 1, 1, 6, 3),
                                UNIT,
                                "SAME")));
    }

    @ParameterizedTest
    @MethodSource("translated")
    void operationGivesWhatItGivesInTensorFlow(Operation operation) throws Exception {
        // Given
        Path savedModel = directory.resolve("model");
        Path onnxModel = directory.resolve("model.onnx");
        SavedModels.write(savedModel, operation);

        // When
        OnnxExport.write(savedModel, Map.of(), onnxModel);

        // Then
        try (Runtimes runtimes = new Runtimes(savedModel, onnxModel)) {
            assertThat(runtimes.differenceOn(Images.noise(2, 7, 10, 1))).isLessThanOrEqualTo(1e-5);
            assertThat(runtimes.differenceOn(Images.noise(1, 4, 5, 2))).isLessThanOrEqualTo(1e-5);
        }
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                refused(
                        "operation Tanh of node 'bend' is not among those that are known",
                        (tf, x) -> tf.nn.relu(tf.withName("bend").math.tanh(x))),
                refused(
                        "operation Conv2D of node 'c' has strides [1, 2, 2, 1], but only 1 is known",
                        (tf, x) -> tf.withName("c").nn.conv2d(x, kernel(tf, 3, 3, 3, 3), TWICE, "SAME")),
                refused(
                        "operation DepthwiseConv2dNative of node 'd' has padding EXPLICIT, but only SAME and VALID are known",
                        (tf, x) -> tf.withName("d")
                                .nn
                                .depthwiseConv2dNative(
                                        x,
                                        kernel(tf, 3, 3, 3, 1),
                                        UNIT,
                                        "EXPLICIT",
                                        DepthwiseConv2dNative.explicitPaddings(0L, 0L, 1L, 1L, 1L, 1L, 0L, 0L))),
                refused(
                        "operation ConcatV2 of node 'rows' is along axis 1, but only channels (axis 3) are known",
                        (tf, x) -> tf.withName("rows").concat(List.of(x, x), tf.constant(1))),
                refused(
                        "operation Mean of node 'm' is known only over height and width (axes 1, 2) with the dimensions kept",
                        (tf, x) -> tf.withName("m").math.mean(x, tf.array(1), Mean.keepDims(true))),
                refused(
                        "operation Relu of node 'k' stands where a constant is needed: weights must be constants",
                        (tf, x) -> tf.nn.conv2d(x, tf.withName("k").nn.relu(kernel(tf, 3, 3, 3, 3)), UNIT, "SAME")),
                refused(
                        "operation Shape of node 'size' measures another tensor than 'Sub'",
                        (tf, x) -> dealt(tf, tf.math.sub(x, tf.constant(1f)), x, 0)),
                refused(
                        "operation BatchToSpaceND of node 'together' is not part of a dilated convolution as it is known: "
                                + "it cuts off more than was added around the image",
                        (tf, x) -> dealt(tf, x, x, 4)),
                refused(
                        "operation SpaceToBatchND of node 'dealt' is not among those that are known",
                        (tf, x) -> tf.withName("dealt").spaceToBatchNd(x, tf.array(2, 2), tf.constant(new int[][] {
                            {0, 0}, {0, 0}
                        }))));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatCannotBeSaidIsRefusedInOneLine(String reason, Operation operation) throws IOException {
        // Given
        Path savedModel = directory.resolve("model");
        Path onnxModel = directory.resolve("model.onnx");
        SavedModels.write(savedModel, operation);

        // When
        assertThatThrownBy(() -> OnnxExport.write(savedModel, Map.of(), onnxModel))
                // Then
                .isInstanceOf(IOException.class)
                .hasMessage("The SavedModel in " + savedModel + " cannot be written as ONNX: " + reason);
        assertThat(onnxModel).doesNotExist();
    }

    /**
     * A convolution with rates 2 and 3 by dealing the image.
     *
     * @param more rows that are cut off at the top
     */
    private static Operand<TFloat32> dealt(Ops tf, Operand<TFloat32> x, Operand<TFloat32> measured, int more) {
        Operand<TInt32> rates = tf.array(2, 3);
        Operand<TInt32> size = tf.slice(tf.withName("size").shape(measured), tf.array(1), tf.array(2));
        Operand<TInt32> toMultiple = tf.math.floorMod(tf.math.neg(size), rates);
        Operand<TInt32> paddings = tf.stack(List.of(rates, tf.math.add(rates, toMultiple)), Stack.axis(1L));
        Operand<TInt32> crops = tf.stack(List.of(tf.array(more, 0), toMultiple), Stack.axis(1L));
        Operand<TFloat32> convolved =
                tf.nn.conv2d(tf.spaceToBatchNd(x, rates, paddings), kernel(tf, 3, 3, 3, 3), UNIT, "VALID");
        return tf.withName("together").batchToSpaceNd(convolved, rates, crops);
    }

    private static Operand<TFloat32> kernel(Ops tf, long... shape) {
        float[] values = new float[(int) Shape.of(shape).size()];
        Random random = new Random(values.length);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (0.3 * random.nextGaussian());
        }
        return tf.constant(Shape.of(shape), DataBuffers.of(values));
    }

    private static Arguments translated(String name, Operation operation) {
        return Arguments.of(Named.of(name, operation));
    }

    private static Arguments refused(String reason, Operation operation) {
        return Arguments.of(reason, Named.of("graph", operation));
    }
}
