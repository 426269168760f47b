package org.deconas.controller;

import org.deconas.searchspace.SearchSpace;

/**
 * Where each weight array of a controller lies in its one array of parameters, and which heads each step has. All arrays are
 * row-major.
 *
 * <p>The controller is an LSTM of two layers with 64 units and no bias (method, section 3). Its steps are one for each (cell, input)
 * pair and, where fusion is searched, one for all bits of local fusion and one for all bits of global fusion.
 */
final class Layout {

    /** Units of each LSTM layer; also the length of an embedding. */
    static final int UNITS = 64;

    static final int LAYERS = 2;

    /** Gates in the order input, forget, output, candidate. */
    static final int GATES = 4 * UNITS;

    /** Bits of a (cell, input) pair. */
    static final int PAIR_BITS = 3;

    static final int CHOICES = 2;

    /** [64]: the input of the first step. */
    static final int FIRST_INPUT = 0;

    /** [8][64]: the input after each combination of a pair's bits, the first bit the lowest. */
    static final int EMBEDDING = FIRST_INPUT + UNITS;

    /** [2][128][256]: rows are the layer's input, then its state of the step before. */
    static final int LSTM = EMBEDDING + (1 << PAIR_BITS) * UNITS;

    private static final int LSTM_LAYER = 2 * UNITS * GATES;

    /** [C][2][64], none without fusion: the input after local fusion is the sum of one vector for each of its bits. */
    static final int FUSION_EMBEDDING = LSTM + LAYERS * LSTM_LAYER;

    private static final int HEAD_SIZE = UNITS * CHOICES;

    private final int pairs;
    private final int localBits;
    private final int globalBits;
    private final int pairHeads;
    private final int heads;
    private final int firstHead;

    private Layout(SearchSpace space, boolean headsPerStep) {
        pairs = space.connections().size();
        localBits = space.localFusionBits();
        globalBits = space.globalFusionBits();
        pairHeads = headsPerStep ? PAIR_BITS * pairs : PAIR_BITS;
        heads = pairHeads + localBits + globalBits;
        firstHead = FUSION_EMBEDDING + localBits * CHOICES * UNITS;
    }

    static Layout of(SearchSpace space, PolicyOptions options) {
        return new Layout(space, options.heads() == PolicyOptions.Heads.OF_EACH_STEP);
    }

    int steps() {
        return localBits > 0 ? pairs + 2 : pairs;
    }

    int bits() {
        return PAIR_BITS * pairs + localBits + globalBits;
    }

    /** Index of a step's first bit. */
    int firstBit(int step) {
        return step <= pairs ? PAIR_BITS * step : PAIR_BITS * pairs + localBits;
    }

    /** How many bits a step emits. */
    int bits(int step) {
        if (step < pairs) {
            return PAIR_BITS;
        }
        return step == pairs ? localBits : globalBits;
    }

    /** The head that emits a bit: fusion bits and, on request, all others have one of their own. */
    private int headOf(int bit) {
        int pairBits = PAIR_BITS * pairs;
        return bit < pairBits ? bit % pairHeads : pairHeads + bit - pairBits;
    }

    /**
     * The vectors whose sum is a step's input: one, or, after local fusion, one for each of its bits.
     *
     * @param bits those that the steps before it emitted
     */
    int[] inputs(int step, boolean[] bits) {
        if (step == 0) {
            return new int[] {FIRST_INPUT};
        }
        int before = firstBit(step - 1);
        if (step <= pairs) {
            int chosen = 0;
            for (int i = 0; i < PAIR_BITS; i++) {
                chosen |= bits[before + i] ? 1 << i : 0;
            }
            return new int[] {EMBEDDING + chosen * UNITS};
        }
        int[] inputs = new int[localBits];
        for (int i = 0; i < localBits; i++) {
            inputs[i] = FUSION_EMBEDDING + (CHOICES * i + (bits[before + i] ? 1 : 0)) * UNITS;
        }
        return inputs;
    }

    static int lstm(int layer) {
        return LSTM + layer * LSTM_LAYER;
    }

    /** [64][2]: the weights of a bit's head. */
    int head(int bit) {
        return firstHead + headOf(bit) * HEAD_SIZE;
    }

    /** [2]. */
    int headBias(int bit) {
        return firstBias() + headOf(bit) * CHOICES;
    }

    /** Where the biases begin, which are the last parameters. */
    int firstBias() {
        return firstHead + heads * HEAD_SIZE;
    }

    /** Length of the array of parameters. */
    int size() {
        return firstBias() + heads * CHOICES;
    }
}
