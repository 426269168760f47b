package org.deconas.searchspace;

import java.util.ArrayList;
import java.util.List;

/**
 * The densely connected search space (method, section 2): one cell pattern, shared by all dense blocks. Cell {@code i} may
 * apply each of three operations to each of its {@code i + 1} inputs; a bit says whether it does.
 *
 * @param cells C, cells of a dense block, 1 to 16
 */
public record SearchSpace(int cells) {

    private static final int OPERATIONS = Operation.values().length;

    public SearchSpace {
        if (cells < 1 || cells > 16) {
            throw new IllegalArgumentException("cells is " + cells + ", but must be from 1 to 16");
        }
    }

    /** A place in a cell: the input {@code input} (0 is the block's) of cell {@code cell}. */
    public record Connection(int cell, int input) {}

    /** Length of a sequence: 3·C·(C+1)/2 bits; 30 for four cells. */
    public int bits() {
        return OPERATIONS * connections().size();
    }

    /** Every (cell, input) pair in the order of the sequence; each stands for three bits. */
    public List<Connection> connections() {
        List<Connection> connections = new ArrayList<>();
        for (int cell = 0; cell < cells; cell++) {
            for (int input = 0; input <= cell; input++) {
                connections.add(new Connection(cell, input));
            }
        }
        return List.copyOf(connections);
    }

    /** Index of a bit: cell by cell, input by input, {@code [conv, sep, dil]}. */
    public int bit(int cell, int input, Operation operation) {
        if (cell < 0 || cell >= cells || input < 0 || input > cell) {
            throw new IndexOutOfBoundsException("cell " + cell + " has no input " + input);
        }
        return OPERATIONS * (cell * (cell + 1) / 2 + input) + operation.ordinal();
    }
}
