package org.deconas.networks;

import java.util.Arrays;

/**
 * A weight array of a network.
 *
 * @param name as {@code block0/cell1/conv0/kernel}
 * @param shape kernels [height, width, inputs, outputs], biases [outputs]
 * @param gate number of the gate in the {@link GateTable} that must be open for it to take part; -1 when it always does
 * @param initialDeviation standard deviation of its initial values; 0 for zeros
 */
record WeightSpec(String name, long[] shape, int gate, double initialDeviation) {

    static final int ALWAYS = -1;

    /** Number of values. */
    int size() {
        return (int) Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }
}
