package org.deconas.networks;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * How a network's graph is told which parts an architecture selects: when it is built (a network of its own) or anew in each
 * run (a super-network). The network is defined once, in terms of this.
 */
interface Gates {

    /** A part of the network that only works where its gate is open. All weights and activations it uses are arguments. */
    interface Body {
        Operand<TFloat32> apply(Operand<TFloat32>[] inputs);
    }

    /**
     * The part's output where the gate is open, else {@code otherwise}.
     *
     * @param gate number in the {@link GateTable}
     * @param inputs everything that the body uses
     */
    Operand<TFloat32> open(int gate, Operand<TFloat32> otherwise, Body body, Inputs inputs);

    /** The arguments of a body; supplied late, so that a part that is never built asks for no weights. */
    interface Inputs {
        Operand<TFloat32>[] get();
    }

    /** {@code value} where the gate is open; what takes it does nothing where it is closed. */
    Operand<TFloat32> onlyOpen(int gate, Operand<TFloat32> value);

    /** A sum that nothing was added to yet, of the shape of {@code like}. */
    Operand<TFloat32> emptySum(Operand<TFloat32> like);

    /** {@code sum + addend}, for a sum that may be an {@link #emptySum}. */
    Operand<TFloat32> add(Operand<TFloat32> sum, Operand<TFloat32> addend);

    /** One over the number of operations of a cell: a scalar. */
    Operand<TFloat32> meanFactor(int cell);
}
