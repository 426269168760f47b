package org.deconas.controller;

/**
 * Where each weight array of the controller lies in the one array of parameters. All are row-major.
 *
 * <p>The controller is an LSTM of two layers with 64 units and no bias (method, section 3).
 */
final class Layout {

    /** Units of each LSTM layer; also the length of an embedding. */
    static final int UNITS = 64;

    static final int LAYERS = 2;

    /** Gates in the order input, forget, output, candidate. */
    static final int GATES = 4 * UNITS;

    /** Bits that one LSTM step emits. */
    static final int HEADS = 3;

    static final int CHOICES = 2;

    /** [64]: the input of the first step. */
    static final int FIRST_INPUT = 0;

    /** [8][64]: the input after each combination of three bits, the first bit the lowest. */
    static final int EMBEDDING = FIRST_INPUT + UNITS;

    /** [2][128][256]: rows are the layer's input, then its state of the step before. */
    static final int LSTM = EMBEDDING + (1 << HEADS) * UNITS;

    private static final int LSTM_LAYER = 2 * UNITS * GATES;

    /** [3][64][2]. */
    static final int HEAD = LSTM + LAYERS * LSTM_LAYER;

    private static final int HEAD_SIZE = UNITS * CHOICES;

    /** [3][2]. */
    static final int HEAD_BIAS = HEAD + HEADS * HEAD_SIZE;

    /** Length of the array of parameters. */
    static final int SIZE = HEAD_BIAS + HEADS * CHOICES;

    private Layout() {}

    static int embedding(int bits) {
        return EMBEDDING + bits * UNITS;
    }

    static int lstm(int layer) {
        return LSTM + layer * LSTM_LAYER;
    }

    static int head(int head) {
        return HEAD + head * HEAD_SIZE;
    }

    static int headBias(int head) {
        return HEAD_BIAS + head * CHOICES;
    }
}
