package org.deconas.searchspace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One point of the search space: which operations each cell applies to which of its inputs.
 */
public final class Architecture {

    /** The published DeCoNASNet (method, section 2). */
    public static final Architecture DECONASNET =
            parse("1 1 1  1 1 0 1 0 0  0 1 1 0 0 0 0 1 0  0 1 0 0 1 1 1 0 0 0 0 1");

    private final SearchSpace space;
    private final boolean[] bits;

    private Architecture(SearchSpace space, boolean[] bits) {
        this.space = space;
        this.bits = bits;
    }

    /**
     * The architecture of a bit sequence.
     *
     * @throws IllegalArgumentException when the number of bits is not the space's
     */
    public static Architecture of(SearchSpace space, boolean[] bits) {
        if (bits.length != space.bits()) {
            throw new IllegalArgumentException(
                    "The sequence has " + bits.length + " bits, but " + space.cells() + " cells take " + space.bits());
        }
        return new Architecture(space, bits.clone());
    }

    /**
     * Reads a sequence: 0 and 1, with or without white space or commas between; the number of cells follows from its length.
     *
     * @throws IllegalArgumentException with one line that says what is wrong
     */
    public static Architecture parse(String sequence) {
        boolean[] bits = bitsOf(sequence);
        for (int cells = 1; cells <= 16; cells++) {
            SearchSpace space = new SearchSpace(cells);
            if (space.bits() == bits.length) {
                return new Architecture(space, bits);
            }
        }
        throw new IllegalArgumentException("The sequence has " + bits.length
                + " bits, but an architecture of 1, 2, 3, 4, ... cells takes 3, 9, 18, 30, ... bits");
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

    /** The sequence: 0 and 1 separated by single spaces; {@link #parse(String)} reads it back. */
    public String sequence() {
        return IntStream.range(0, bits.length)
                .mapToObj(i -> bits[i] ? "1" : "0")
                .collect(Collectors.joining(" "));
    }

    /** A line for each cell, as {@code cell 1: conv{0,1} sep{0}}. */
    public List<String> describeCells() {
        List<String> lines = new ArrayList<>();
        for (int cell = 0; cell < space.cells(); cell++) {
            int index = cell;
            String operations = operations(cell).stream()
                    .map(operation -> operation.shortName()
                            + inputs(index, operation).stream()
                                    .map(String::valueOf)
                                    .collect(Collectors.joining(",", "{", "}")))
                    .collect(Collectors.joining(" "));
            lines.add("cell " + cell + ": " + (operations.isEmpty() ? "passes its last input on" : operations));
        }
        return lines;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Architecture that && Arrays.equals(bits, that.bits);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bits);
    }

    @Override
    public String toString() {
        return sequence();
    }
}
