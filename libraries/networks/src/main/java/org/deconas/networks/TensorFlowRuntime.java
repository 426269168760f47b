package org.deconas.networks;

import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.TensorFlow;
import org.tensorflow.op.core.Merge;
import org.tensorflow.op.core.SwitchCond;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The gradients of Switch and Merge, which TensorFlow's C++ side lacks. */
final class TensorFlowRuntime {

    private static boolean registered;

    private TensorFlowRuntime() {}

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
