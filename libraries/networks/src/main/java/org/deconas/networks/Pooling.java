package org.deconas.networks;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

/** What channel attention weighs feature maps by: from maps [n, h, w, F], their means [n or 1, 1, 1, F]. */
@FunctionalInterface
interface Pooling {

    Operand<TFloat32> of(Operand<TFloat32> maps);

    /** The mean over the whole image, as it was trained. */
    static Pooling global(Ops tf) {
        return maps -> tf.math.mean(maps, tf.array(1, 2), Mean.keepDims(true));
    }
}
