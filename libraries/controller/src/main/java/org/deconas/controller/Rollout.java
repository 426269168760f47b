package org.deconas.controller;

import static org.deconas.controller.Layout.CHOICES;
import static org.deconas.controller.Layout.GATES;
import static org.deconas.controller.Layout.LAYERS;
import static org.deconas.controller.Layout.UNITS;

import org.deconas.searchspace.Architecture;

/** One run of the controller over a sequence: the forward pass, everything that it computed, and the backward pass. */
final class Rollout {

    /** Decides a bit. */
    interface Chooser {
        boolean choose(int bit, double probabilityOfOne);
    }

    private final PolicyOptions options;
    private final Layout layout;
    private final double[] theta;
    private final int steps;

    private final int[][] inputs; // [steps][vectors]: offsets in theta of the vectors whose sum is the step's input
    private final double[][] summed; // [steps][64]: the step's input
    private final double[][][] gates; // [steps][layer][256]: after their activations
    private final double[][][] cells; // [steps][layer][64]: c
    private final double[][][] squashedCells; // [steps][layer][64]: tanh(c)
    private final double[][][] states; // [steps][layer][64]: h
    private final double[][] squashed; // [bits][2]: logits after the squash
    private final double[][] probabilities; // [bits][2]
    private final boolean[] bits; // [bits]
    private double logProbability;
    private double entropy;

    Rollout(Policy policy) {
        options = policy.options();
        layout = policy.layout();
        theta = policy.sharedParameters();
        steps = layout.steps();
        inputs = new int[steps][];
        summed = new double[steps][UNITS];
        gates = new double[steps][LAYERS][GATES];
        cells = new double[steps][LAYERS][UNITS];
        squashedCells = new double[steps][LAYERS][UNITS];
        states = new double[steps][LAYERS][UNITS];
        squashed = new double[layout.bits()][CHOICES];
        probabilities = new double[layout.bits()][CHOICES];
        bits = new boolean[layout.bits()];
    }

    /** The forward pass; returns the bits that were chosen. */
    boolean[] run(Chooser chooser) {
        double[] zeros = new double[UNITS];
        for (int step = 0; step < steps; step++) {
            // Two LSTM layers, the first on the embedding of the bits before, the second on the first
            inputs[step] = layout.inputs(step, bits);
            for (int vector : inputs[step]) {
                for (int unit = 0; unit < UNITS; unit++) {
                    summed[step][unit] += theta[vector + unit];
                }
            }
            double[] below = summed[step];
            for (int layer = 0; layer < LAYERS; layer++) {
                double[] stateBefore = step == 0 ? zeros : states[step - 1][layer];
                double[] cellBefore = step == 0 ? zeros : cells[step - 1][layer];
                lstm(step, layer, below, stateBefore, cellBefore);
                below = states[step][layer];
            }
            // The step's choices from the state of the upper layer
            int end = layout.firstBit(step) + layout.bits(step);
            for (int bit = layout.firstBit(step); bit < end; bit++) {
                choose(bit, states[step][LAYERS - 1]);
                bits[bit] = chooser.choose(bit, probabilities[bit][1]);
                logProbability += StrictMath.log(probabilities[bit][bits[bit] ? 1 : 0]);
            }
        }
        return bits.clone();
    }

    private void lstm(int step, int layer, double[] x, double[] stateBefore, double[] cellBefore) {
        double[] z = gates[step][layer];
        int rows = Layout.lstm(layer);
        for (int row = 0; row < UNITS; row++) {
            addRow(z, x[row], rows + row * GATES);
        }
        for (int row = 0; row < UNITS; row++) {
            addRow(z, stateBefore[row], rows + (UNITS + row) * GATES);
        }
        for (int unit = 0; unit < UNITS; unit++) {
            double i = z[unit] = sigmoid(z[unit]);
            double f = z[UNITS + unit] = sigmoid(z[UNITS + unit]);
            double o = z[2 * UNITS + unit] = sigmoid(z[2 * UNITS + unit]);
            double g = z[3 * UNITS + unit] = StrictMath.tanh(z[3 * UNITS + unit]);
            double c = i * g + f * cellBefore[unit];
            cells[step][layer][unit] = c;
            squashedCells[step][layer][unit] = StrictMath.tanh(c);
            states[step][layer][unit] = o * squashedCells[step][layer][unit];
        }
    }

    private void addRow(double[] z, double factor, int row) {
        for (int gate = 0; gate < GATES; gate++) {
            z[gate] += factor * theta[row + gate];
        }
    }

    private void choose(int bit, double[] state) {
        int weights = layout.head(bit);
        int biases = layout.headBias(bit);
        for (int choice = 0; choice < CHOICES; choice++) {
            double logit = theta[biases + choice];
            for (int unit = 0; unit < UNITS; unit++) {
                logit += state[unit] * theta[weights + unit * CHOICES + choice];
            }
            logit /= options.temperature();
            squashed[bit][choice] = options.tanhConstant() > 0
                    ? options.tanhConstant() * StrictMath.tanh(logit / options.tanhConstant())
                    : logit;
        }
        double one = sigmoid(squashed[bit][1] - squashed[bit][0]);
        double zero = sigmoid(squashed[bit][0] - squashed[bit][1]);
        probabilities[bit][0] = zero;
        probabilities[bit][1] = one;
        entropy -= zero * StrictMath.log(zero) + one * StrictMath.log(one);
    }

    /**
     * The backward pass: adds to {@code gradient} the gradient, with respect to θ, of {@code a·log π(c; θ) + b·H(c; θ)}, where
     * H is the sum of the entropies of the choices met along c.
     */
    void backward(double a, double b, double[] gradient) {
        double[][] dState = new double[LAYERS][UNITS]; // from the step after
        double[][] dCell = new double[LAYERS][UNITS];
        double[][][] dGates = new double[LAYERS][steps][GATES]; // before their activations
        for (int step = steps - 1; step >= 0; step--) {
            int end = layout.firstBit(step) + layout.bits(step);
            for (int bit = layout.firstBit(step); bit < end; bit++) {
                chooseBackward(bit, states[step][LAYERS - 1], a, b, dState[LAYERS - 1], gradient);
            }
            double[] dBelow = null;
            for (int layer = LAYERS - 1; layer >= 0; layer--) {
                if (dBelow != null) {
                    add(dState[layer], dBelow);
                }
                dBelow = lstmBackward(step, layer, dState[layer], dCell[layer], dGates[layer][step]);
            }
            for (int vector : inputs[step]) {
                for (int unit = 0; unit < UNITS; unit++) {
                    gradient[vector + unit] += dBelow[unit];
                }
            }
        }
        for (int layer = 0; layer < LAYERS; layer++) {
            addLstmGradient(layer, dGates[layer], gradient);
        }
    }

    /** Row by row, so that a row of the gradient is read and written once; each element still adds the steps from the last to the first. */
    private void addLstmGradient(int layer, double[][] dGates, double[] gradient) {
        int rows = Layout.lstm(layer);
        for (int row = 0; row < UNITS; row++) {
            for (int step = steps - 1; step >= 0; step--) {
                double x = layer == 0 ? summed[step][row] : states[step][layer - 1][row];
                addScaled(gradient, rows + row * GATES, dGates[step], x);
            }
        }
        for (int row = 0; row < UNITS; row++) {
            for (int step = steps - 1; step >= 0; step--) {
                double x = step == 0 ? 0 : states[step - 1][layer][row];
                addScaled(gradient, rows + (UNITS + row) * GATES, dGates[step], x);
            }
        }
    }

    private static void addScaled(double[] gradient, int row, double[] dZ, double x) {
        for (int gate = 0; gate < GATES; gate++) {
            gradient[row + gate] += dZ[gate] * x;
        }
    }

    private void chooseBackward(int bit, double[] state, double a, double b, double[] dState, double[] gradient) {
        int weights = layout.head(bit);
        int biases = layout.headBias(bit);
        double[] p = probabilities[bit];
        double[] logP = {StrictMath.log(p[0]), StrictMath.log(p[1])};
        double choiceEntropy = -(p[0] * logP[0] + p[1] * logP[1]);
        for (int choice = 0; choice < CHOICES; choice++) {
            double chosen = (bits[bit] ? 1 : 0) == choice ? 1 : 0;
            double dSquashed = a * (chosen - p[choice]) - b * p[choice] * (logP[choice] + choiceEntropy);
            double t = options.tanhConstant() > 0 ? squashed[bit][choice] / options.tanhConstant() : 0;
            double dLogit = dSquashed * (1 - t * t) / options.temperature();
            gradient[biases + choice] += dLogit;
            for (int unit = 0; unit < UNITS; unit++) {
                int weight = weights + unit * CHOICES + choice;
                gradient[weight] += dLogit * state[unit];
                dState[unit] += dLogit * theta[weight];
            }
        }
    }

    /**
     * Back through one layer of one step. Replaces {@code dState} and {@code dCell} by those of the step before, fills {@code dZ} with the
     * derivative by the gates before their activations, and returns the derivative by the layer's input.
     */
    private double[] lstmBackward(int step, int layer, double[] dState, double[] dCell, double[] dZ) {
        double[] z = gates[step][layer];
        for (int unit = 0; unit < UNITS; unit++) {
            double i = z[unit];
            double f = z[UNITS + unit];
            double o = z[2 * UNITS + unit];
            double g = z[3 * UNITS + unit];
            double tanhC = squashedCells[step][layer][unit];
            double dC = dCell[unit] + dState[unit] * o * (1 - tanhC * tanhC);
            double cellBefore = step == 0 ? 0 : cells[step - 1][layer][unit];
            dZ[unit] = dC * g * i * (1 - i);
            dZ[UNITS + unit] = dC * cellBefore * f * (1 - f);
            dZ[2 * UNITS + unit] = dState[unit] * tanhC * o * (1 - o);
            dZ[3 * UNITS + unit] = dC * i * (1 - g * g);
            dCell[unit] = dC * f;
        }
        double[] dInput = new double[UNITS];
        int rows = Layout.lstm(layer);
        for (int row = 0; row < UNITS; row += 2) {
            twoProducts(dZ, rows + row * GATES, dInput, row);
        }
        for (int row = 0; row < UNITS; row += 2) {
            twoProducts(dZ, rows + (UNITS + row) * GATES, dState, row);
        }
        return dInput;
    }

    /**
     * The inner products of {@code dZ} with two rows of θ. Eight sums side by side: one alone would wait for each addition before the next.
     */
    private void twoProducts(double[] dZ, int row, double[] products, int at) {
        int next = row + GATES;
        double a0 = 0;
        double a1 = 0;
        double a2 = 0;
        double a3 = 0;
        double b0 = 0;
        double b1 = 0;
        double b2 = 0;
        double b3 = 0;
        for (int gate = 0; gate < GATES; gate += 4) {
            a0 += dZ[gate] * theta[row + gate];
            a1 += dZ[gate + 1] * theta[row + gate + 1];
            a2 += dZ[gate + 2] * theta[row + gate + 2];
            a3 += dZ[gate + 3] * theta[row + gate + 3];
            b0 += dZ[gate] * theta[next + gate];
            b1 += dZ[gate + 1] * theta[next + gate + 1];
            b2 += dZ[gate + 2] * theta[next + gate + 2];
            b3 += dZ[gate + 3] * theta[next + gate + 3];
        }
        products[at] = (a0 + a1) + (a2 + a3);
        products[at + 1] = (b0 + b1) + (b2 + b3);
    }

    private static void add(double[] target, double[] addend) {
        for (int i = 0; i < target.length; i++) {
            target[i] += addend[i];
        }
    }

    private static double sigmoid(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }

    double[] probabilitiesOfOne() {
        double[] ones = new double[probabilities.length];
        for (int bit = 0; bit < ones.length; bit++) {
            ones[bit] = probabilities[bit][1];
        }
        return ones;
    }

    Sample sampleOf(Architecture architecture) {
        return new Sample(architecture, logProbability, entropy);
    }
}
