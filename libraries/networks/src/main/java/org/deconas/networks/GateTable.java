package org.deconas.networks;

import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.Operation;
import org.deconas.searchspace.SearchSpace;

/**
 * The numbered yes-or-no questions that an architecture answers about a network: one for each connection, one for each
 * operation of a cell (is it there at all?), one for each cell (has it any operation?). All blocks ask the same questions.
 */
final class GateTable {

    private static final int OPERATIONS = Operation.values().length;

    private final SearchSpace space;

    GateTable(SearchSpace space) {
        this.space = space;
    }

    /** Number of gates. */
    int size() {
        return space.bits() + OPERATIONS * space.cells() + space.cells();
    }

    int connection(int cell, int input, Operation operation) {
        return space.bit(cell, input, operation);
    }

    int operation(int cell, Operation operation) {
        return space.bits() + OPERATIONS * cell + operation.ordinal();
    }

    int cell(int cell) {
        return space.bits() + OPERATIONS * space.cells() + cell;
    }

    /** The answers of an architecture, by gate. */
    boolean[] values(Architecture architecture) {
        boolean[] values = new boolean[size()];
        for (SearchSpace.Connection connection : space.connections()) {
            for (Operation operation : Operation.values()) {
                values[connection(connection.cell(), connection.input(), operation)] =
                        architecture.selects(connection.cell(), connection.input(), operation);
            }
        }
        for (int cell = 0; cell < space.cells(); cell++) {
            for (Operation operation : architecture.operations(cell)) {
                values[operation(cell, operation)] = true;
            }
            values[cell(cell)] = !architecture.operations(cell).isEmpty();
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
