package org.deconas.controller;

import java.util.Objects;

/**
 * How a policy turns logits into choices and learns from rewards (method, section 3 and 4).
 *
 * @param learningRate Adam's
 * @param entropyWeight weight of the entropy bonus in the objective, dB a nat; a plain number when advantages are normalised
 * @param baselineDecay of the moving average of rewards, in [0, 1)
 * @param temperature the logits are divided by it, above 0
 * @param tanhConstant then they are squashed to ± this by a tanh; 0 for no squash
 * @param importanceClip upper bound of the importance ratio for rewards of older policies, at least 1
 * @param heads which steps share heads
 * @param baseline what a reward is compared with
 * @param normalisedAdvantages whether the differences from the baseline are divided by the largest standard deviation that the
 *     rewards of one update had so far, so that the entropy weight means the same for every scale of rewards. The last update's own
 *     deviation would blow the few differences up that a policy which has settled still meets, and throw it off
 */
public record PolicyOptions(
        double learningRate,
        double entropyWeight,
        double baselineDecay,
        double temperature,
        double tanhConstant,
        double importanceClip,
        Heads heads,
        Baseline baseline,
        boolean normalisedAdvantages) {

    /** Which heads emit the bits of the (cell, input) pairs. Bits of feature fusion always have heads of their own. */
    public enum Heads {
        /** Three that all steps share. Whatever moves a logit then moves it at all steps, as long as their states are alike. */
        SHARED,
        /** Three for each step. */
        OF_EACH_STEP
    }

    /** What a reward is compared with. */
    public enum Baseline {
        /** The moving average of the mean rewards of the updates before. */
        MOVING_AVERAGE,
        /** The mean reward of the other trials of the same update. */
        LEAVE_ONE_OUT
    }

    /** The published settings, with the defects of the public code mended (method, section 7). */
    public static final PolicyOptions PUBLISHED =
            new PolicyOptions(3e-4, 1e-4, 0.99, 1, 0, 2, Heads.SHARED, Baseline.MOVING_AVERAGE, false);

    public PolicyOptions {
        if (!(learningRate > 0)) {
            throw new IllegalArgumentException("learningRate is " + learningRate + ", but must be above 0");
        }
        if (!(entropyWeight >= 0)) {
            throw new IllegalArgumentException("entropyWeight is " + entropyWeight + ", but must be 0 or above");
        }
        if (!(baselineDecay >= 0 && baselineDecay < 1)) {
            throw new IllegalArgumentException("baselineDecay is " + baselineDecay + ", but must be in [0, 1)");
        }
        if (!(temperature > 0)) {
            throw new IllegalArgumentException("temperature is " + temperature + ", but must be above 0");
        }
        if (!(tanhConstant >= 0)) {
            throw new IllegalArgumentException("tanhConstant is " + tanhConstant + ", but must be 0 or above");
        }
        if (!(importanceClip >= 1)) {
            throw new IllegalArgumentException("importanceClip is " + importanceClip + ", but must be at least 1");
        }
        Objects.requireNonNull(heads, "heads");
        Objects.requireNonNull(baseline, "baseline");
    }
}
