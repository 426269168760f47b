package org.deconas.networks;

import org.deconas.searchspace.Architecture;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Gates that one architecture has set for good: what it does not select is not built. */
final class FixedGates implements Gates {

    private final Ops tf;
    private final boolean[] values;
    private final float[] meanFactors;

    FixedGates(Ops tf, GateTable table, Architecture architecture) {
        this.tf = tf;
        values = table.values(architecture);
        meanFactors = table.meanFactors(architecture);
    }

    @Override
    public Operand<TFloat32> open(int gate, Operand<TFloat32> otherwise, Body body, Inputs inputs) {
        return values[gate] ? body.apply(inputs.get()) : otherwise;
    }

    @Override
    public Operand<TFloat32> onlyOpen(int gate, Operand<TFloat32> value) {
        if (!values[gate]) {
            throw new IllegalArgumentException("Gate " + gate + " is closed, so nothing of it is built");
        }
        return value;
    }

    /** Null: adding zeros would cost a pass over memory for nothing. */
    @Override
    public Operand<TFloat32> emptySum(Operand<TFloat32> like) {
        return null;
    }

    @Override
    public Operand<TFloat32> add(Operand<TFloat32> sum, Operand<TFloat32> addend) {
        return sum == null ? addend : tf.math.add(sum, addend);
    }

    @Override
    public Operand<TFloat32> meanFactor(int cell) {
        return tf.constant(meanFactors[cell]);
    }
}
