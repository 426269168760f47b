package org.deconas.searchspace;

import java.util.ArrayList;
import java.util.List;

/**
 * The densely connected search space (method, section 2): one cell pattern, shared by all dense blocks. Cell {@code i} may
 * apply each of three operations to each of its {@code i + 1} inputs; a bit says whether it does. Where feature fusion is
 * searched too, C bits for local fusion follow (which of a block's layers 0 … C-1 join the last one, C) and D bits for global fusion
 * (which of the shallow features, 0, and the outputs of blocks 1 … D-1 join the last one, D).
 *
 * @param cells C, cells of a dense block, 1 to 16
 * @param fusionBlocks D, dense blocks whose fusion is searched, up to 16; 0 when feature fusion is not searched, so that all
 *     features are fused, of however many blocks
 */
public record SearchSpace(int cells, int fusionBlocks) {

    /** The largest number of cells, and of blocks whose fusion is searched. */
    public static final int MOST = 16;

    private static final int OPERATIONS = Operation.values().length;

    public SearchSpace {
        if (cells < 1 || cells > MOST) {
            throw new IllegalArgumentException("cells is " + cells + ", but must be from 1 to " + MOST);
        }
        if (fusionBlocks < 0 || fusionBlocks > MOST) {
            throw new IllegalArgumentException("fusionBlocks is " + fusionBlocks + ", but must be from 1 to " + MOST
                    + ", or 0 when fusion is not searched");
        }
    }

    /** A space whose networks fuse all features. */
    public SearchSpace(int cells) {
        this(cells, 0);
    }

    /** A space that searches feature fusion in networks of that many blocks. */
    public static SearchSpace withFusion(int cells, int blocks) {
        if (blocks < 1) {
            throw new IllegalArgumentException(
                    "blocks is " + blocks + ", but must be from 1 to " + MOST + " to search their fusion");
        }
        return new SearchSpace(cells, blocks);
    }

    /** Whether sequences say which features are fused. */
    public boolean searchesFusion() {
        return fusionBlocks > 0;
    }

    /** A place in a cell: the input {@code input} (0 is the block's) of cell {@code cell}. */
    public record Connection(int cell, int input) {}

    /** Length of a sequence: 3·C·(C+1)/2 bits, 30 for four cells; with fusion C + D more, 38 for four blocks of four cells. */
    public int bits() {
        return connectionBits() + localFusionBits() + globalFusionBits();
    }

    /** Bits of the cells' connections, which a sequence begins with: 3·C·(C+1)/2. */
    public int connectionBits() {
        return OPERATIONS * cells * (cells + 1) / 2;
    }

    /** Bits of local fusion, which follow those of the connections: C, or none. */
    public int localFusionBits() {
        return searchesFusion() ? cells : 0;
    }

    /** Bits of global fusion, the last ones: D, or none. */
    public int globalFusionBits() {
        return fusionBlocks;
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

    /**
     * Index of the bit that says whether a block's layer joins the last one.
     *
     * @param layer 0, the block's input, to C-1, the output of the last cell but one
     */
    public int localFusionBit(int layer) {
        if (layer < 0 || layer >= localFusionBits()) {
            throw new IndexOutOfBoundsException("layer " + layer + " has no bit of local fusion: " + this);
        }
        return connectionBits() + layer;
    }

    /**
     * Index of the bit that says whether a feature joins the output of the last block.
     *
     * @param feature 0, the shallow features, or the number k of a block, 1 to D-1
     */
    public int globalFusionBit(int feature) {
        if (feature < 0 || feature >= globalFusionBits()) {
            throw new IndexOutOfBoundsException("feature " + feature + " has no bit of global fusion: " + this);
        }
        return connectionBits() + localFusionBits() + feature;
    }

    /** As messages name it: {@code 4 cells}, or {@code 4 cells and the fusion of 4 blocks}. */
    @Override
    public String toString() {
        return count(cells, "cell") + (searchesFusion() ? " and the fusion of " + count(fusionBlocks, "block") : "");
    }

    private static String count(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
