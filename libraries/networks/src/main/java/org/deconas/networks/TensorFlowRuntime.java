package org.deconas.networks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.TensorFlow;
import org.tensorflow.op.core.IdentityN;
import org.tensorflow.op.core.Merge;
import org.tensorflow.op.core.SwitchCond;
import org.tensorflow.op.nn.Conv2dBackpropFilter;
import org.tensorflow.op.nn.Conv2dBackpropInput;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * TensorFlow in this process: its threads, and the gradients that its C++ side lacks or has wrong.
 *
 * <p>Switch and Merge have no gradient there. The gradient of a dilated Conv2D drops the dilation without a word, so such a
 * convolution is wrapped in an IdentityN of {@code (y, x, kernel)}, which carries the right one (see {@link Layers#dilated}).
 */
final class TensorFlowRuntime {

    /** The only dilation rate in the network family. */
    static final long DILATION = 3;

    private static boolean registered;

    private TensorFlowRuntime() {}

    /** One thread pool over all processors; operations run one after another, each on all of them. */
    static ConfigProto sessionConfig() {
        return ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(Runtime.getRuntime().availableProcessors())
                .setInterOpParallelismThreads(1)
                .build();
    }

    /** Registers the gradients, once in a process. */
    static synchronized void registerGradients() {
        if (registered) {
            return;
        }
        registered = true;
        require("Switch", TensorFlow.registerCustomGradient(SwitchCond.Inputs.class, (tf, op, gradients) -> {
            Operand<TFloat32> whereFalse = floats(gradients.get(0));
            Operand<TFloat32> whereTrue = floats(gradients.get(1));
            return Arrays.asList(tf.merge(List.of(whereFalse, whereTrue)).output(), tf.constant(0f));
        }));
        require("Merge", TensorFlow.registerCustomGradient(Merge.Inputs.class, (tf, op, gradients) -> {
            Operand<TInt32> taken = ((Merge<?>) op.getOutputs()).valueIndex();
            SwitchCond<TFloat32> switched =
                    tf.switchCond(floats(gradients.get(0)), tf.math.equal(taken, tf.constant(1)));
            return Arrays.asList(switched.outputFalse(), switched.outputTrue());
        }));
        require("IdentityN", TensorFlow.registerCustomGradient(IdentityN.Inputs.class, (tf, op, gradients) -> {
            List<Operand<TFloat32>> inputs = new ArrayList<>();
            for (Operand<?> input : op.input) {
                inputs.add(floats(input));
            }
            Operand<TFloat32> x = inputs.get(1);
            Operand<TFloat32> kernel = inputs.get(2);
            Operand<TFloat32> dy = floats(gradients.get(0));
            Operand<TFloat32> dx = tf.nn.conv2dBackpropInput(
                    tf.shape(x),
                    kernel,
                    dy,
                    Layers.UNIT_STRIDE,
                    Layers.SAME,
                    Conv2dBackpropInput.dilations(1L, DILATION, DILATION, 1L));
            Operand<TFloat32> dKernel = tf.nn.conv2dBackpropFilter(
                    x,
                    tf.shape(kernel),
                    dy,
                    Layers.UNIT_STRIDE,
                    Layers.SAME,
                    Conv2dBackpropFilter.dilations(1L, DILATION, DILATION, 1L));
            return Arrays.asList(tf.zerosLike(dy), dx, dKernel);
        }));
    }

    private static void require(String operation, boolean registered) {
        if (!registered) {
            throw new IllegalStateException("TensorFlow has a gradient of " + operation
                    + " already; ours would not be used, and training would be silently wrong");
        }
    }

    @SuppressWarnings("unchecked")
    static Operand<TFloat32> floats(Operand<?> operand) {
        return (Operand<TFloat32>) operand;
    }
}
