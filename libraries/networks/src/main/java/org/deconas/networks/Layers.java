package org.deconas.networks;

import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.op.nn.Conv2d;
import org.tensorflow.types.TFloat32;

/** The layers that the network family is made of. Activations are NHWC; kernels are [height, width, inputs, outputs]. */
final class Layers {

    static final List<Long> UNIT_STRIDE = List.of(1L, 1L, 1L, 1L);

    /** Zero padding that keeps height and width. */
    static final String SAME = "SAME";

    private final Ops tf;

    Layers(Ops tf) {
        this.tf = tf;
    }

    /** Convolution without bias. */
    Operand<TFloat32> convolution(Operand<TFloat32> x, Operand<TFloat32> kernel) {
        return tf.nn.conv2d(x, kernel, UNIT_STRIDE, SAME);
    }

    Operand<TFloat32> convolution(Operand<TFloat32> x, Operand<TFloat32> kernel, Operand<TFloat32> bias) {
        return tf.nn.biasAdd(convolution(x, kernel), bias);
    }

    /** Depthwise 3x3 with multiplier 1, then pointwise 1x1; without bias. */
    Operand<TFloat32> separable(Operand<TFloat32> x, Operand<TFloat32> depthwise, Operand<TFloat32> pointwise) {
        return convolution(tf.nn.depthwiseConv2dNative(x, depthwise, UNIT_STRIDE, SAME), pointwise);
    }

    /** Convolution with dilation rate 3, without bias; its gradient is the one registered for IdentityN. */
    Operand<TFloat32> dilated(Operand<TFloat32> x, Operand<TFloat32> kernel) {
        long rate = TensorFlowRuntime.DILATION;
        Operand<TFloat32> y = tf.nn.conv2d(x, kernel, UNIT_STRIDE, SAME, Conv2d.dilations(1L, rate, rate, 1L));
        List<Operand<?>> carried = Arrays.asList(tf.stopGradient(y), x, kernel);
        return TensorFlowRuntime.floats(tf.identityN(carried).output().get(0));
    }

    /** Squeeze-and-excitation (Hu et al. 2018) with 1x1 convolutions: the feature maps are weighed by the whole image. */
    Operand<TFloat32> channelAttention(
            Operand<TFloat32> x,
            Operand<TFloat32> squeeze,
            Operand<TFloat32> squeezeBias,
            Operand<TFloat32> excite,
            Operand<TFloat32> exciteBias) {
        Operand<TFloat32> pooled = tf.math.mean(x, tf.array(1, 2), Mean.keepDims(true));
        Operand<TFloat32> squeezed = tf.nn.relu(convolution(pooled, squeeze, squeezeBias));
        return tf.math.mul(x, tf.math.sigmoid(convolution(squeezed, excite, exciteBias)));
    }

    Operand<TFloat32> concatenateFeatures(List<Operand<TFloat32>> maps) {
        return maps.size() == 1 ? maps.get(0) : tf.concat(maps, tf.constant(3));
    }
}
