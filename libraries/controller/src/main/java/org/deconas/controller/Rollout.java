package org.deconas.controller;

import static org.deconas.controller.Layout.CHOICES;
import static org.deconas.controller.Layout.GATES;
import static org.deconas.controller.Layout.HEADS;
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
    private final double[] theta;
    private final int steps;

    private final int[] inputs; // [steps]: offset of the step's input in theta
    private final double[][][] gates; // [steps][layer][256]: after their activations
    private final double[][][] cells; // [steps][layer][64]: c
    private final double[][][] states; // [steps][layer][64]: h
    private final double[][] squashed; // [3·steps][2]: logits after the squash
    private final double[][] probabilities; // [3·steps][2]
    private final boolean[] bits; // [3·steps]
    private double logProbability;
    private double entropy;

    Rollout(Policy policy) {
        options = policy.options();
        theta = policy.sharedParameters();
        steps = policy.space().connections().size();
        inputs = new int[steps];
        gates = new double[steps][LAYERS][GATES];
        cells = new double[steps][LAYERS][UNITS];
        states = new double[steps][LAYERS][UNITS];
        squashed = new double[HEADS * steps][CHOICES];
        probabilities = new double[HEADS * steps][CHOICES];
        bits = new boolean[HEADS * steps];
    }

    /** The forward pass; returns the bits that were chosen. */
    boolean[] run(Chooser chooser) {
        int input = Layout.FIRST_INPUT;
        double[] zeros = new double[UNITS];
        for (int step = 0; step < steps; step++) {
            // Two LSTM layers, the first on the embedding, the second on the first
            inputs[step] = input;
            double[] below = theta;
            int belowOffset = input;
            for (int layer = 0; layer < LAYERS; layer++) {
                double[] stateBefore = step == 0 ? zeros : states[step - 1][layer];
                double[] cellBefore = step == 0 ? zeros : cells[step - 1][layer];
                lstm(step, layer, below, belowOffset, stateBefore, cellBefore);
                below = states[step][layer];
                belowOffset = 0;
            }
            // Three choices from the state of the upper layer
            int chosen = 0;
            for (int head = 0; head < HEADS; head++) {
                int bit = HEADS * step + head;
                choose(bit, head, states[step][LAYERS - 1]);
                bits[bit] = chooser.choose(bit, probabilities[bit][1]);
                logProbability += StrictMath.log(probabilities[bit][bits[bit] ? 1 : 0]);
                chosen |= bits[bit] ? 1 << head : 0;
            }
            input = Layout.embedding(chosen);
        }
        return bits.clone();
    }

    private void lstm(int step, int layer, double[] x, int xOffset, double[] stateBefore, double[] cellBefore) {
        double[] z = gates[step][layer];
        int rows = Layout.lstm(layer);
        for (int row = 0; row < UNITS; row++) {
            addRow(z, x[xOffset + row], rows + row * GATES);
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
            states[step][layer][unit] = o * StrictMath.tanh(c);
        }
    }

    private void addRow(double[] z, double factor, int row) {
        for (int gate = 0; gate < GATES; gate++) {
            z[gate] += factor * theta[row + gate];
        }
    }

    private void choose(int bit, int head, double[] state) {
        for (int choice = 0; choice < CHOICES; choice++) {
            double logit = theta[Layout.headBias(head) + choice];
            for (int unit = 0; unit < UNITS; unit++) {
                logit += state[unit] * theta[Layout.head(head) + unit * CHOICES + choice];
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
        for (int step = steps - 1; step >= 0; step--) {
            for (int head = 0; head < HEADS; head++) {
                chooseBackward(HEADS * step + head, head, states[step][LAYERS - 1], a, b, dState[LAYERS - 1], gradient);
            }
            double[] dBelow = null;
            for (int layer = LAYERS - 1; layer >= 0; layer--) {
                if (dBelow != null) {
                    add(dState[layer], dBelow);
                }
                dBelow = lstmBackward(step, layer, dState[layer], dCell[layer], gradient);
            }
            for (int unit = 0; unit < UNITS; unit++) {
                gradient[inputs[step] + unit] += dBelow[unit];
            }
        }
    }

    private void chooseBackward(
            int bit, int head, double[] state, double a, double b, double[] dState, double[] gradient) {
        double[] p = probabilities[bit];
        double[] logP = {StrictMath.log(p[0]), StrictMath.log(p[1])};
        double choiceEntropy = -(p[0] * logP[0] + p[1] * logP[1]);
        for (int choice = 0; choice < CHOICES; choice++) {
            double chosen = (bits[bit] ? 1 : 0) == choice ? 1 : 0;
            double dSquashed = a * (chosen - p[choice]) - b * p[choice] * (logP[choice] + choiceEntropy);
            double t = options.tanhConstant() > 0 ? squashed[bit][choice] / options.tanhConstant() : 0;
            double dLogit = dSquashed * (1 - t * t) / options.temperature();
            gradient[Layout.headBias(head) + choice] += dLogit;
            for (int unit = 0; unit < UNITS; unit++) {
                int weight = Layout.head(head) + unit * CHOICES + choice;
                gradient[weight] += dLogit * state[unit];
                dState[unit] += dLogit * theta[weight];
            }
        }
    }

    /**
     * Back through one layer of one step. Replaces {@code dState} and {@code dCell} by those of the step before, and returns
     * the derivative by the layer's input.
     */
    private double[] lstmBackward(int step, int layer, double[] dState, double[] dCell, double[] gradient) {
        double[] z = gates[step][layer];
        double[] dZ = new double[GATES];
        for (int unit = 0; unit < UNITS; unit++) {
            double i = z[unit];
            double f = z[UNITS + unit];
            double o = z[2 * UNITS + unit];
            double g = z[3 * UNITS + unit];
            double tanhC = StrictMath.tanh(cells[step][layer][unit]);
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
        for (int row = 0; row < UNITS; row++) {
            double x = layer == 0 ? theta[inputs[step] + row] : states[step][layer - 1][row];
            dInput[row] = rowBackward(dZ, x, rows + row * GATES, gradient);
        }
        for (int row = 0; row < UNITS; row++) {
            double x = step == 0 ? 0 : states[step - 1][layer][row];
            dState[row] = rowBackward(dZ, x, rows + (UNITS + row) * GATES, gradient);
        }
        return dInput;
    }

    private double rowBackward(double[] dZ, double x, int row, double[] gradient) {
        for (int gate = 0; gate < GATES; gate++) {
            gradient[row + gate] += dZ[gate] * x;
        }
        // Four sums side by side: one alone would wait for each addition before the next
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        for (int gate = 0; gate < GATES; gate += 4) {
            sum0 += dZ[gate] * theta[row + gate];
            sum1 += dZ[gate + 1] * theta[row + gate + 1];
            sum2 += dZ[gate + 2] * theta[row + gate + 2];
            sum3 += dZ[gate + 3] * theta[row + gate + 3];
        }
        return (sum0 + sum1) + (sum2 + sum3);
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
