package org.deconas.networks;

import org.deconas.devices.Devices;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/** What the convolutions of training are computed in; all else is float32 always. */
public enum Precision {

    /** 32 bits, of which 24 are precision. */
    FLOAT32(TFloat32.class),

    /**
     * 16 bits, of which 8 are precision, with the range of float32; sums are float32. A GPU computes in it. On processors values are rounded to it
     * and computed with in float32, which takes longer than float32 alone: the bfloat16 convolutions of oneDNN 3.5, which TensorFlow
     * 2.18 carries, are wrong on processors with AVX512_BF16 for many numbers of feature maps, and those that
     * it has beside them add up in bfloat16.
     */
    BFLOAT16(TBfloat16.class);

    private final Class<? extends TNumber> rounded;

    Precision(Class<? extends TNumber> rounded) {
        this.rounded = rounded;
    }

    /** What goes into a convolution, and what comes out of it, is rounded to this. */
    Class<? extends TNumber> rounded() {
        return rounded;
    }

    /** What a convolution is computed in here. */
    Class<? extends TNumber> computed() {
        return Devices.find().gpus().isEmpty() ? TFloat32.class : rounded;
    }
}
