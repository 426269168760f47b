package org.deconas.networks;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.SwitchCond;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * Gates that every run sets anew, by TensorFlow's Switch and Merge: a closed part is not computed, so a step costs what the
 * selected network costs, and a new architecture costs nothing.
 */
final class RuntimeGates implements Gates {

    private final Ops tf;
    private final Operand<TBool> values; // [gates]
    private final Operand<TFloat32> meanFactors; // [cells]
    private final Operand<TBool>[] scalars; // by gate

    @SuppressWarnings("unchecked")
    RuntimeGates(Ops tf, GateTable table, int cells) {
        this.tf = tf;
        values = tf.placeholder(TBool.class, Placeholder.shape(Shape.of(table.size())));
        meanFactors = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(cells)));
        scalars = new Operand[table.size()];
        for (int gate = 0; gate < scalars.length; gate++) {
            scalars[gate] = tf.reshape(tf.slice(values, tf.array(gate), tf.array(1)), tf.constant(new int[0]));
        }
    }

    Operand<TBool> values() {
        return values;
    }

    Operand<TFloat32> meanFactors() {
        return meanFactors;
    }

    @Override
    @SuppressWarnings("unchecked")
    public Operand<TFloat32> open(int gate, Operand<TFloat32> otherwise, Body body, Inputs inputs) {
        Operand<TFloat32>[] arguments = inputs.get();
        Operand<TFloat32>[] whereOpen = new Operand[arguments.length];
        Operand<TFloat32> whereClosed = null;
        for (int i = 0; i < arguments.length; i++) {
            SwitchCond<TFloat32> switched = tf.switchCond(arguments[i], scalars[gate]);
            whereOpen[i] = switched.outputTrue();
            if (arguments[i] == otherwise) {
                whereClosed = switched.outputFalse();
            }
        }
        if (whereClosed == null) {
            whereClosed = tf.switchCond(otherwise, scalars[gate]).outputFalse();
        }
        return tf.merge(List.of(whereClosed, body.apply(whereOpen))).output();
    }

    @Override
    public Operand<TFloat32> onlyOpen(int gate, Operand<TFloat32> value) {
        return tf.switchCond(value, scalars[gate]).outputTrue();
    }

    @Override
    public Operand<TFloat32> emptySum(Operand<TFloat32> like) {
        return tf.zerosLike(like);
    }

    @Override
    public Operand<TFloat32> add(Operand<TFloat32> sum, Operand<TFloat32> addend) {
        return tf.math.add(sum, addend);
    }

    @Override
    public Operand<TFloat32> meanFactor(int cell) {
        return tf.reshape(tf.slice(meanFactors, tf.array(cell), tf.array(1)), tf.constant(new int[0]));
    }
}
