package org.deconas.networks;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** The layers that the network family is made of. Activations are NHWC; kernels are [height, width, inputs, outputs]. */
final class Layers {

    static final List<Long> UNIT_STRIDE = List.of(1L, 1L, 1L, 1L);

    /** Zero padding that keeps height and width. */
    static final String SAME = "SAME";

    /** No padding. */
    private static final String VALID = "VALID";

    /** The only dilation rate in the network family. */
    static final int DILATION = 3;

    private final Ops tf;
    private final Pooling pooling;
    private final Precision precision;

    Layers(Ops tf) {
        this(tf, Pooling.global(tf), Precision.FLOAT32);
    }

    /** @param precision of the convolutions: what goes into them is rounded to it, what comes out is float32 again */
    Layers(Ops tf, Pooling pooling, Precision precision) {
        this.tf = tf;
        this.pooling = pooling;
        this.precision = precision;
    }

    /** What goes into a convolution that is computed in that type. */
    private <T extends TNumber> Operand<T> into(Class<T> computed, Operand<? extends TNumber> x) {
        return as(computed, as(precision.rounded(), x));
    }

    /** What comes out of a convolution. */
    private Operand<TFloat32> outOf(Operand<? extends TNumber> x) {
        return as(TFloat32.class, as(precision.rounded(), x));
    }

    private <T extends TNumber> Operand<T> as(Class<T> wanted, Operand<? extends TNumber> x) {
        @SuppressWarnings("unchecked")
        Operand<T> same = (Operand<T>) x;
        return x.type().equals(wanted) ? same : tf.dtypes.cast(x, wanted);
    }

    /** Convolution without bias. */
    Operand<TFloat32> convolution(Operand<TFloat32> x, Operand<TFloat32> kernel) {
        return convolution(precision.computed(), x, kernel);
    }

    private <T extends TNumber> Operand<TFloat32> convolution(
            Class<T> in, Operand<? extends TNumber> x, Operand<TFloat32> kernel) {
        return outOf(tf.nn.conv2d(into(in, x), into(in, kernel), UNIT_STRIDE, SAME));
    }

    Operand<TFloat32> convolution(Operand<TFloat32> x, Operand<TFloat32> kernel, Operand<TFloat32> bias) {
        return tf.nn.biasAdd(convolution(x, kernel), bias);
    }

    /** Depthwise 3x3 with multiplier 1, then pointwise 1x1; without bias. */
    Operand<TFloat32> separable(Operand<TFloat32> x, Operand<TFloat32> depthwise, Operand<TFloat32> pointwise) {
        return separable(precision.computed(), x, depthwise, pointwise);
    }

    private <T extends TNumber> Operand<TFloat32> separable(
            Class<T> in, Operand<TFloat32> x, Operand<TFloat32> depthwise, Operand<TFloat32> pointwise) {
        return convolution(
                in, tf.nn.depthwiseConv2dNative(into(in, x), into(in, depthwise), UNIT_STRIDE, SAME), pointwise);
    }

    /**
     * Convolution with dilation rate 3, without bias: the image is dealt to 3x3 images of every third pixel, each is convolved, and
     * they are put together again. The dilation that Conv2D itself offers has a gradient that drops it without a word, and one on
     * its inputs that not every processor can compute.
     */
    Operand<TFloat32> dilated(Operand<TFloat32> x, Operand<TFloat32> kernel) {
        return dilated(precision.computed(), x, kernel);
    }

    private <T extends TNumber> Operand<TFloat32> dilated(Class<T> in, Operand<TFloat32> x, Operand<TFloat32> kernel) {
        int rate = DILATION;
        Operand<TInt32> rates = tf.array(rate, rate);
        Operand<TInt32> size = tf.slice(tf.shape(x), tf.array(1), tf.array(2));
        // Zeros around the image as far as the kernel reaches, and after it up to a multiple of the rate
        Operand<TInt32> toMultiple = tf.math.floorMod(tf.math.neg(size), rates);
        Operand<TInt32> paddings = tf.stack(List.of(rates, tf.math.add(rates, toMultiple)), Stack.axis(1L));
        Operand<TInt32> crops = tf.stack(List.of(tf.array(0, 0), toMultiple), Stack.axis(1L));
        Operand<T> dealt = tf.spaceToBatchNd(into(in, x), rates, paddings);
        Operand<T> convolved = tf.nn.conv2d(dealt, into(in, kernel), UNIT_STRIDE, VALID);
        return outOf(tf.batchToSpaceNd(convolved, rates, crops));
    }

    /** Squeeze-and-excitation (Hu et al. 2018) with 1x1 convolutions: the feature maps are weighed by the whole image. */
    Operand<TFloat32> channelAttention(
            Operand<TFloat32> x,
            Operand<TFloat32> squeeze,
            Operand<TFloat32> squeezeBias,
            Operand<TFloat32> excite,
            Operand<TFloat32> exciteBias) {
        Operand<TFloat32> squeezed = tf.nn.relu(convolution(pooling.of(x), squeeze, squeezeBias));
        return tf.math.mul(x, tf.math.sigmoid(convolution(squeezed, excite, exciteBias)));
    }

    Operand<TFloat32> concatenateFeatures(List<Operand<TFloat32>> maps) {
        return maps.size() == 1 ? maps.get(0) : tf.concat(maps, tf.constant(3));
    }
}
