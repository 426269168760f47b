package org.deconas.controller;

import java.util.List;

/**
 * A policy that learns: θ, Adam's moments and the baseline. Immutable; {@link #apply} is a pure function, so the policy is a
 * fold over the rewards in the order of the log.
 *
 * <p>∇θ J = E[ρ·(R(c) − b)·∇θ log π(c; θ)] + w·∇θ H (method, section 4; Williams 1992), taken for the sequences that were
 * measured, under the parameters that the update starts from. ρ = π(c; θ) / π_sampled(c), bounded above, corrects for rewards
 * whose sequence came from an older policy. What b is, and whether R − b is divided by the deviation of the rewards, is the
 * options' to say.
 */
public final class Reinforce {

    private static final double BETA_1 = 0.9;
    private static final double BETA_2 = 0.999;
    private static final double EPSILON = 1e-8;

    /** Rewards that differ by less are taken for equal, dB: what is left of a difference is rounding. */
    private static final double LEAST_DEVIATION = 1e-6;

    private final Policy policy;
    private final double[] firstMoment;
    private final double[] secondMoment;
    private final long version;
    private final double baseline;
    private final boolean baselineKnown;
    private final double largestDeviation;

    Reinforce(
            Policy policy,
            double[] firstMoment,
            double[] secondMoment,
            long version,
            double baseline,
            boolean baselineKnown,
            double largestDeviation) {
        this.policy = policy;
        this.firstMoment = firstMoment;
        this.secondMoment = secondMoment;
        this.version = version;
        this.baseline = baseline;
        this.baselineKnown = baselineKnown;
        this.largestDeviation = largestDeviation;
    }

    /** A learner that has seen nothing yet, at version 0. */
    public static Reinforce startingFrom(Policy policy) {
        int size = policy.sharedParameters().length;
        return new Reinforce(policy, new double[size], new double[size], 0, 0, false, 0);
    }

    public Policy policy() {
        return policy;
    }

    /** Updates that were applied. */
    public long version() {
        return version;
    }

    /** Moving average of the rewards, dB; 0 before the first. */
    public double baseline() {
        return baseline;
    }

    boolean baselineKnown() {
        return baselineKnown;
    }

    /** The largest standard deviation that the rewards of one update had so far, dB. */
    double largestDeviation() {
        return largestDeviation;
    }

    double[] firstMoment() {
        return firstMoment;
    }

    double[] secondMoment() {
        return secondMoment;
    }

    /** One update from the rewards of one batch of trials, in their order; from none (all failed) only the version goes on. */
    public PolicyUpdate apply(List<MeasuredTrial> trials) {
        if (trials.isEmpty()) {
            Reinforce unmoved = new Reinforce(
                    policy, firstMoment, secondMoment, version + 1, baseline, baselineKnown, largestDeviation);
            return new PolicyUpdate(unmoved, 0, 0, 0);
        }
        PolicyOptions options = policy.options();
        double meanReward = meanReward(trials);
        double deviation = StrictMath.max(largestDeviation, deviation(trials, meanReward));
        double scale = options.normalisedAdvantages() ? StrictMath.max(deviation, LEAST_DEVIATION) : 1;
        double[] gradient = new double[policy.sharedParameters().length];
        double entropies = 0;
        for (MeasuredTrial trial : trials) {
            Rollout rollout = policy.rollout(trial.architecture());
            Sample sample = rollout.sampleOf(trial.architecture());
            double ratio = StrictMath.min(
                    StrictMath.exp(sample.logProbability() - trial.logProbability()), options.importanceClip());
            double advantage = ratio * (trial.reward() - comparedWith(trial, trials.size(), meanReward));
            rollout.backward(advantage / scale / trials.size(), options.entropyWeight() / trials.size(), gradient);
            entropies += sample.entropy();
        }
        double averaged = baselineKnown
                ? options.baselineDecay() * baseline + (1 - options.baselineDecay()) * meanReward
                : meanReward;
        return new PolicyUpdate(
                ascend(gradient, averaged, deviation), meanReward, entropies / trials.size(), norm(gradient));
    }

    /**
     * What a trial's reward is compared with. Before there is a moving average, that is the mean of the batch; a trial whose
     * fellows all failed is compared with itself, so that its reward teaches nothing.
     */
    private double comparedWith(MeasuredTrial trial, int trials, double meanReward) {
        return switch (policy.options().baseline()) {
            case MOVING_AVERAGE -> baselineKnown ? baseline : meanReward;
            case LEAVE_ONE_OUT -> trials == 1 ? meanReward : (meanReward * trials - trial.reward()) / (trials - 1);
        };
    }

    private static double deviation(List<MeasuredTrial> trials, double meanReward) {
        double squares = 0;
        for (MeasuredTrial trial : trials) {
            squares += (trial.reward() - meanReward) * (trial.reward() - meanReward);
        }
        return StrictMath.sqrt(squares / trials.size());
    }

    private static double meanReward(List<MeasuredTrial> trials) {
        double rewards = 0;
        for (MeasuredTrial trial : trials) {
            rewards += trial.reward();
        }
        return rewards / trials.size();
    }

    /** Adam (Kingma and Ba 2015), uphill. */
    private Reinforce ascend(double[] gradient, double newBaseline, double newDeviation) {
        long step = version + 1;
        double correction1 = 1 - StrictMath.pow(BETA_1, step);
        double correction2 = 1 - StrictMath.pow(BETA_2, step);
        double learningRate = policy.options().learningRate();
        double[] theta = policy.parameters();
        double[] m = firstMoment.clone();
        double[] v = secondMoment.clone();
        // Three loops, each of which the compiler turns into vector instructions, which round as single ones do
        for (int i = 0; i < theta.length; i++) {
            m[i] = BETA_1 * m[i] + (1 - BETA_1) * gradient[i];
        }
        for (int i = 0; i < theta.length; i++) {
            v[i] = BETA_2 * v[i] + (1 - BETA_2) * gradient[i] * gradient[i];
        }
        for (int i = 0; i < theta.length; i++) {
            theta[i] += learningRate * (m[i] / correction1) / (Math.sqrt(v[i] / correction2) + EPSILON);
        }
        return new Reinforce(
                new Policy(policy.space(), policy.options(), theta), m, v, step, newBaseline, true, newDeviation);
    }

    private static double norm(double[] gradient) {
        double squares = 0;
        for (double g : gradient) {
            squares += g * g;
        }
        return StrictMath.sqrt(squares);
    }
}
