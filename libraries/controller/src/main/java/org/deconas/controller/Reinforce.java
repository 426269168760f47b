package org.deconas.controller;

import java.util.List;

/**
 * A policy that learns: θ, Adam's moments and the baseline. Immutable; {@link #apply} is a pure function, so the policy is a
 * fold over the rewards in the order of the log.
 *
 * <p>∇θ J = E[ρ·(R(c) − b)·∇θ log π(c; θ)] + w·∇θ H (method, section 4; Williams 1992), taken for the sequences that were
 * measured, under the parameters that the update starts from. ρ = π(c; θ) / π_sampled(c), bounded above, corrects for rewards
 * whose sequence came from an older policy.
 */
public final class Reinforce {

    private static final double BETA_1 = 0.9;
    private static final double BETA_2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final Policy policy;
    private final double[] firstMoment;
    private final double[] secondMoment;
    private final long version;
    private final double baseline;
    private final boolean baselineKnown;

    Reinforce(
            Policy policy,
            double[] firstMoment,
            double[] secondMoment,
            long version,
            double baseline,
            boolean baselineKnown) {
        this.policy = policy;
        this.firstMoment = firstMoment;
        this.secondMoment = secondMoment;
        this.version = version;
        this.baseline = baseline;
        this.baselineKnown = baselineKnown;
    }

    /** A learner that has seen nothing yet, at version 0. */
    public static Reinforce startingFrom(Policy policy) {
        int size = policy.sharedParameters().length;
        return new Reinforce(policy, new double[size], new double[size], 0, 0, false);
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

    double[] firstMoment() {
        return firstMoment;
    }

    double[] secondMoment() {
        return secondMoment;
    }

    /**
     * One update from the rewards of one batch of trials, in their order; from none (all failed) only the version goes on.
     * The first batch is compared with its own mean, as there is no average yet.
     */
    public PolicyUpdate apply(List<MeasuredTrial> trials) {
        if (trials.isEmpty()) {
            return new PolicyUpdate(
                    new Reinforce(policy, firstMoment, secondMoment, version + 1, baseline, baselineKnown), 0, 0, 0);
        }
        PolicyOptions options = policy.options();
        double rewards = 0;
        for (MeasuredTrial trial : trials) {
            rewards += trial.reward();
        }
        double meanReward = rewards / trials.size();
        double compareWith = baselineKnown ? baseline : meanReward;

        double[] gradient = new double[policy.sharedParameters().length];
        double entropies = 0;
        for (MeasuredTrial trial : trials) {
            Rollout rollout = policy.rollout(trial.architecture());
            Sample sample = rollout.sampleOf(trial.architecture());
            double ratio = StrictMath.min(
                    StrictMath.exp(sample.logProbability() - trial.logProbability()), options.importanceClip());
            double advantage = ratio * (trial.reward() - compareWith);
            rollout.backward(advantage / trials.size(), options.entropyWeight() / trials.size(), gradient);
            entropies += sample.entropy();
        }

        double averaged = baselineKnown
                ? options.baselineDecay() * baseline + (1 - options.baselineDecay()) * meanReward
                : meanReward;
        return new PolicyUpdate(ascend(gradient, averaged), meanReward, entropies / trials.size(), norm(gradient));
    }

    /** Adam (Kingma and Ba 2015), uphill. */
    private Reinforce ascend(double[] gradient, double newBaseline) {
        long step = version + 1;
        double correction1 = 1 - StrictMath.pow(BETA_1, step);
        double correction2 = 1 - StrictMath.pow(BETA_2, step);
        double[] theta = policy.parameters();
        double[] m = firstMoment.clone();
        double[] v = secondMoment.clone();
        for (int i = 0; i < theta.length; i++) {
            m[i] = BETA_1 * m[i] + (1 - BETA_1) * gradient[i];
            v[i] = BETA_2 * v[i] + (1 - BETA_2) * gradient[i] * gradient[i];
            theta[i] += policy.options().learningRate()
                    * (m[i] / correction1)
                    / (StrictMath.sqrt(v[i] / correction2) + EPSILON);
        }
        return new Reinforce(new Policy(policy.space(), policy.options(), theta), m, v, step, newBaseline, true);
    }

    private static double norm(double[] gradient) {
        double squares = 0;
        for (double g : gradient) {
            squares += g * g;
        }
        return StrictMath.sqrt(squares);
    }
}
