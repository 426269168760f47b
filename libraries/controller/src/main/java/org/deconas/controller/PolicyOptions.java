package org.deconas.controller;

/**
 * How a policy turns logits into choices and learns from rewards (method, section 3 and 4).
 *
 * @param learningRate Adam's
 * @param entropyWeight weight of the entropy bonus in the objective
 * @param baselineDecay of the moving average of rewards, in [0, 1)
 * @param temperature the logits are divided by it, above 0
 * @param tanhConstant then they are squashed to ± this by a tanh; 0 for no squash
 * @param importanceClip upper bound of the importance ratio for rewards of older policies, at least 1
 */
public record PolicyOptions(
        double learningRate,
        double entropyWeight,
        double baselineDecay,
        double temperature,
        double tanhConstant,
        double importanceClip) {

    /** The published settings, with the defects of the public code mended (method, section 7). */
    public static final PolicyOptions PUBLISHED = new PolicyOptions(3e-4, 1e-4, 0.99, 1, 0, 2);

    public PolicyOptions {
        if (!(learningRate > 0)) {
            throw new IllegalArgumentException("learningRate is " + learningRate + ", but must be above 0");
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
    }
}
