package org.deconas.controller;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.deconas.controller.PolicyOptions.Baseline;
import org.deconas.controller.PolicyOptions.Heads;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.SearchSpace;

/** Policies, spaces and rewards that several tests share. */
final class Policies {

    private Policies() {}

    /** Plain REINFORCE: no entropy bonus, no temperature, no squash. */
    static PolicyOptions options(Heads heads, Baseline baseline) {
        return new PolicyOptions(3e-4, 0, 0.9, 1, 0, 2, heads, baseline, false);
    }

    static PolicyOptions options(Heads heads, double temperature, double tanhConstant) {
        return new PolicyOptions(3e-4, 0, 0.9, temperature, tanhConstant, 2, heads, Baseline.MOVING_AVERAGE, false);
    }

    /** A policy with larger weights than a fresh one, so that nothing hides behind probabilities of one half. */
    static Policy confident(SearchSpace space, PolicyOptions options) {
        double[] parameters =
                Policy.initial(space, options, new SplittableRandom(1)).parameters();
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] *= 8;
        }
        return new Policy(space, options, parameters);
    }

    static Policy moved(Policy policy, double[] direction, double by) {
        double[] parameters = policy.parameters();
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] += by * direction[i];
        }
        return new Policy(policy.space(), policy.options(), parameters);
    }

    static List<Architecture> allArchitectures(SearchSpace space) {
        return IntStream.range(0, 1 << space.bits())
                .mapToObj(code -> {
                    boolean[] bits = new boolean[space.bits()];
                    for (int bit = 0; bit < bits.length; bit++) {
                        bits[bit] = (code >> bit & 1) == 1;
                    }
                    return Architecture.of(space, bits);
                })
                .toList();
    }

    static double probability(Policy policy, Architecture architecture) {
        return Math.exp(policy.score(architecture).logProbability());
    }

    /** Σ π(c)·f(c) over the whole space. */
    static double expectation(Policy policy, ToDoubleFunction<Architecture> f) {
        return allArchitectures(policy.space()).stream()
                .mapToDouble(architecture -> probability(policy, architecture) * f.applyAsDouble(architecture))
                .sum();
    }

    /** Derivative along a direction, by a central difference. */
    static double slope(Policy policy, double[] direction, double h, ToDoubleFunction<Policy> f) {
        return (f.applyAsDouble(moved(policy, direction, h)) - f.applyAsDouble(moved(policy, direction, -h))) / (2 * h);
    }

    static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    static double[] randomDirection(Policy policy, SplittableRandom random) {
        return random.doubles(policy.layout().size(), -1, 1).toArray();
    }

    /** A reward in which every bit counts, some for and some against, and neighbours count together; dB. */
    static double rewardWithInteractions(Architecture architecture) {
        boolean[] bits = architecture.bits();
        double reward = 30;
        for (int bit = 0; bit < bits.length; bit++) {
            reward += bits[bit] ? (bit % 2 == 0 ? 1 : -1) / (1.0 + bit) : 0;
            reward += bit > 0 && bits[bit] && bits[bit - 1] ? 0.4 : 0;
        }
        return reward;
    }
}
