package org.deconas.networks;

import java.util.Arrays;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.Operation;
import org.deconas.searchspace.SearchSpace;

/**
 * The numbered yes-or-no questions that an architecture answers about a network: one for each bit of its sequence (is this
 * connection there, is this feature fused?), one for each operation of a cell (is it there at all?), one for each cell (has it any
 * operation?). All blocks ask the same questions. Nothing is there in a cell that nothing uses.
 */
final class GateTable {

    private static final int OPERATIONS = Operation.values().length;

    private final SearchSpace space;

    GateTable(SearchSpace space) {
        this.space = space;
    }

    SearchSpace space() {
        return space;
    }

    /** Number of gates. */
    int size() {
        return space.bits() + OPERATIONS * space.cells() + space.cells();
    }

    int connection(int cell, int input, Operation operation) {
        return space.bit(cell, input, operation);
    }

    /** Of a block's layer, where fusion is searched; the last layer is fused always. */
    int localFusion(int layer) {
        return layer == space.cells() ? WeightSpec.ALWAYS : space.localFusionBit(layer);
    }

    /** Of the shallow features, 0, or a block's output, where fusion is searched; the last block's is fused always. */
    int globalFusion(int feature) {
        return feature == space.fusionBlocks() ? WeightSpec.ALWAYS : space.globalFusionBit(feature);
    }

    int operation(int cell, Operation operation) {
        return space.bits() + OPERATIONS * cell + operation.ordinal();
    }

    int cell(int cell) {
        return space.bits() + OPERATIONS * space.cells() + cell;
    }

    /** The answers of an architecture, by gate. */
    boolean[] values(Architecture architecture) {
        boolean[] values = Arrays.copyOf(architecture.bits(), size());
        for (SearchSpace.Connection connection : space.connections()) {
            for (Operation operation : Operation.values()) {
                values[connection(connection.cell(), connection.input(), operation)] &=
                        architecture.isAlive(connection.cell());
            }
        }
        for (int cell = 0; cell < space.cells(); cell++) {
            boolean alive = architecture.isAlive(cell);
            for (Operation operation : architecture.operations(cell)) {
                values[operation(cell, operation)] = alive;
            }
            values[cell(cell)] = alive && !architecture.operations(cell).isEmpty();
        }
        return values;
    }

    /** For each cell one over the number of its operations, 1 for none: what turns the sum of operations into their mean. */
    float[] meanFactors(Architecture architecture) {
        float[] factors = new float[space.cells()];
        for (int cell = 0; cell < factors.length; cell++) {
            factors[cell] = 1f / Math.max(1, architecture.operations(cell).size());
        }
        return factors;
    }
}
