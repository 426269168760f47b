package org.deconas.controller;

import java.util.SplittableRandom;

/**
 * How probable it is that a policy sets each bit, whatever the bits before: P(c_t = 1), over all that may come before t.
 *
 * <p>The policy is autoregressive, and summing over all prefixes would take 2^(t-1) runs. The estimator draws N sequences and takes, for each
 * bit, the mean of the probabilities P(c_t = 1 | c_1 … c_(t-1)) that were met along them (not of the bits that were drawn: that would be the
 * same in the mean and vary more, by the Rao-Blackwell theorem). It is unbiased; its standard error is the deviation of these
 * probabilities over √N, hence at most 1/(2√N), and 0 for the first step's bits, which nothing comes before.
 *
 * @param ones P(c_t = 1) for each bit, in [0, 1]
 * @param standardErrors of each of these
 */
public record BitProbabilities(double[] ones, double[] standardErrors) {

    /**
     * Estimates them. The same arguments give the same numbers; with the same seed for several policies their noise is alike, so that they
     * differ by less than the errors say.
     *
     * @param samples N, at least 2
     */
    public static BitProbabilities estimate(Policy policy, int samples, long seed) {
        if (samples < 2) {
            throw new IllegalArgumentException("samples is " + samples + ", but must be at least 2");
        }
        SplittableRandom random = new SplittableRandom(seed);
        int bits = policy.space().bits();
        double[] mean = new double[bits];
        double[] squares = new double[bits]; // of the distances from the mean, summed (Welford 1962)
        for (int sample = 1; sample <= samples; sample++) {
            Rollout rollout = new Rollout(policy);
            rollout.run((bit, probabilityOfOne) -> random.nextDouble() < probabilityOfOne);
            double[] ones = rollout.probabilitiesOfOne();
            for (int bit = 0; bit < bits; bit++) {
                double before = ones[bit] - mean[bit];
                mean[bit] += before / sample;
                squares[bit] += before * (ones[bit] - mean[bit]);
            }
        }
        double[] errors = new double[bits];
        for (int bit = 0; bit < bits; bit++) {
            errors[bit] = Math.sqrt(squares[bit] / (samples - 1) / samples);
        }
        return new BitProbabilities(mean, errors);
    }
}
