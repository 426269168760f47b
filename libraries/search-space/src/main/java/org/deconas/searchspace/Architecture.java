package org.deconas.searchspace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One point of the search space: which operations each cell applies to which of its inputs, and which features are fused.
 */
public final class Architecture {

    /** The published DeCoNASNet (method, section 2). */
    public static final Architecture DECONASNET =
            parse("1 1 1  1 1 0 1 0 0  0 1 1 0 0 0 0 1 0  0 1 0 0 1 1 1 0 0 0 0 1");

    private final SearchSpace space;
    private final boolean[] bits;
    private final boolean[] alive; // by cell

    private Architecture(SearchSpace space, boolean[] bits) {
        this.space = space;
        this.bits = bits;
        alive = findAlive();
    }

    /**
     * The architecture of a bit sequence.
     *
     * @throws IllegalArgumentException when the number of bits is not the space's
     */
    public static Architecture of(SearchSpace space, boolean[] bits) {
        if (bits.length != space.bits()) {
            throw new IllegalArgumentException(
                    "The sequence has " + bits.length + " bits, but a sequence of " + space + " has " + space.bits());
        }
        return new Architecture(space, bits.clone());
    }

    /**
     * Reads a sequence of a space that does not search fusion: 0 and 1, with or without white space or commas between; the number
     * of cells follows from its length.
     *
     * @throws IllegalArgumentException with one line that says what is wrong
     */
    public static Architecture parse(String sequence) {
        boolean[] bits = bitsOf(sequence);
        return ofLength(bits, 0)
                .orElseThrow(() -> new IllegalArgumentException("The sequence has " + bits.length
                        + " bits, but an architecture of 1, 2, 3, 4, ... cells takes 3, 9, 18, 30, ... bits"));
    }

    /**
     * Reads a sequence of unknown space, for networks of {@code blocks} dense blocks. The number of cells follows from its length:
     * without bits of feature fusion if there is such a number, else with those of that many blocks.
     *
     * @throws IllegalArgumentException with one line that says what is wrong
     */
    public static Architecture parse(String sequence, int blocks) {
        boolean[] bits = bitsOf(sequence);
        return ofLength(bits, 0)
                .or(() -> ofLength(bits, blocks))
                .orElseThrow(() -> new IllegalArgumentException("The sequence has " + bits.length
                        + " bits, but an architecture of 1, 2, 3, 4, ... cells takes 3, 9, 18, 30, ... bits, or "
                        + IntStream.rangeClosed(1, 4)
                                .mapToObj(cells -> String.valueOf(
                                        SearchSpace.withFusion(cells, blocks).bits()))
                                .collect(Collectors.joining(", "))
                        + ", ... with the fusion of " + blocks + " blocks"));
    }

    private static Optional<Architecture> ofLength(boolean[] bits, int fusionBlocks) {
        return IntStream.rangeClosed(1, SearchSpace.MOST)
                .mapToObj(cells -> new SearchSpace(cells, fusionBlocks))
                .filter(space -> space.bits() == bits.length)
                .map(space -> new Architecture(space, bits))
                .findFirst();
    }

    /**
     * Reads a sequence of a known space.
     *
     * @throws IllegalArgumentException with one line that says what is wrong
     */
    public static Architecture parse(SearchSpace space, String sequence) {
        return of(space, bitsOf(sequence));
    }

    private static boolean[] bitsOf(String sequence) {
        String digits = sequence.replaceAll("[\\s,]", "");
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) != '0' && digits.charAt(i) != '1') {
                throw new IllegalArgumentException("The sequence holds '" + digits.charAt(i) + "' as its bit " + (i + 1)
                        + ", but only 0 and 1 are bits");
            }
        }
        boolean[] bits = new boolean[digits.length()];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = digits.charAt(i) == '1';
        }
        return bits;
    }

    public SearchSpace space() {
        return space;
    }

    /** The bits in the order of the sequence; a copy. */
    public boolean[] bits() {
        return bits.clone();
    }

    /** Whether cell {@code cell} applies {@code operation} to its input {@code input}. */
    public boolean selects(int cell, int input, Operation operation) {
        return bits[space.bit(cell, input, operation)];
    }

    /** The inputs that an operation of a cell is applied to, in ascending order; empty when the operation is absent. */
    public List<Integer> inputs(int cell, Operation operation) {
        return IntStream.rangeClosed(0, cell)
                .filter(input -> selects(cell, input, operation))
                .boxed()
                .toList();
    }

    /** The operations that are present in a cell, in the order of their bits. */
    public List<Operation> operations(int cell) {
        return Arrays.stream(Operation.values())
                .filter(operation -> !inputs(cell, operation).isEmpty())
                .toList();
    }

    /**
     * Whether a layer of a block takes part in its local fusion: the last one always does, and all do where fusion is not searched.
     *
     * @param layer 0, the block's input, or i + 1, the output of cell i; 0 to C
     */
    public boolean fusesLocally(int layer) {
        Objects.checkIndex(layer, space.cells() + 1);
        return !space.searchesFusion() || layer == space.cells() || bits[space.localFusionBit(layer)];
    }

    /**
     * Whether a feature takes part in global fusion: the last one always does, and all do where fusion is not searched.
     *
     * @param feature 0, the shallow features, or k, the output of the k-th block; 0 to D
     */
    public boolean fusesGlobally(int feature) {
        if (!space.searchesFusion()) {
            return true;
        }
        Objects.checkIndex(feature, space.fusionBlocks() + 1);
        return feature == space.fusionBlocks() || bits[space.globalFusionBit(feature)];
    }

    /**
     * Whether a cell's output can reach that of its block: the last one's does; another's if it is fused or if a cell that can
     * reach it takes it. Weights of the others count for nothing, so no network holds them.
     */
    public boolean isAlive(int cell) {
        return alive[cell];
    }

    private boolean[] findAlive() {
        boolean[] found = new boolean[space.cells()];
        for (int cell = space.cells() - 1; cell >= 0; cell--) {
            int output = cell + 1;
            found[cell] = fusesLocally(output)
                    || IntStream.range(output, space.cells()).anyMatch(later -> found[later] && uses(later, output));
        }
        return found;
    }

    /** Whether a cell takes one of its inputs; one without any operation passes its last input on. */
    private boolean uses(int cell, int input) {
        List<Operation> operations = operations(cell);
        return operations.isEmpty()
                ? input == cell
                : operations.stream().anyMatch(operation -> selects(cell, input, operation));
    }

    /** The sequence: 0 and 1 separated by single spaces; {@link #parse(SearchSpace, String)} reads it back. */
    public String sequence() {
        return IntStream.range(0, bits.length)
                .mapToObj(i -> bits[i] ? "1" : "0")
                .collect(Collectors.joining(" "));
    }

    /** A line for each cell, as {@code cell 1: conv{0,1} sep{0}}; it says so when nothing uses the cell. */
    public List<String> describeCells() {
        List<String> lines = new ArrayList<>();
        for (int cell = 0; cell < space.cells(); cell++) {
            int index = cell;
            String operations = operations(cell).stream()
                    .map(operation -> operation.shortName() + set(inputs(index, operation)))
                    .collect(Collectors.joining(" "));
            lines.add("cell " + cell + ": " + (operations.isEmpty() ? "passes its last input on" : operations)
                    + (isAlive(cell) ? "" : " (nothing uses it)"));
        }
        return lines;
    }

    /** Which features are fused, as {@code local fusion {0,2,4}} and {@code global fusion {1,4}}; no line where all are. */
    public List<String> describeFusion() {
        if (!space.searchesFusion()) {
            return List.of();
        }
        return List.of(
                "local fusion " + set(selected(space.cells(), this::fusesLocally)),
                "global fusion " + set(selected(space.fusionBlocks(), this::fusesGlobally)));
    }

    private static List<Integer> selected(int last, IntPredicate fused) {
        return IntStream.rangeClosed(0, last).filter(fused).boxed().toList();
    }

    private static String set(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }

    /** The same bits of the same space: in another space they mean another network. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Architecture that && space.equals(that.space) && Arrays.equals(bits, that.bits);
    }

    @Override
    public int hashCode() {
        return Objects.hash(space, Arrays.hashCode(bits));
    }

    @Override
    public String toString() {
        return sequence();
    }
}
