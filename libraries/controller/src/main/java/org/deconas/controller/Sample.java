package org.deconas.controller;

import java.util.random.RandomGenerator;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.SearchSpace;

/**
 * An architecture with what a policy says of it.
 *
 * @param logProbability natural logarithm of π(c; θ), the sum over all bits
 * @param entropy sum of the entropies of all choices along c, in nats
 */
public record Sample(Architecture architecture, double logProbability, double entropy) {

    /** One of all architectures of a space, each as likely as another: random search. */
    public static Sample uniform(SearchSpace space, RandomGenerator random) {
        boolean[] bits = new boolean[space.bits()];
        for (int bit = 0; bit < bits.length; bit++) {
            bits[bit] = random.nextBoolean();
        }
        return uniform(Architecture.of(space, bits));
    }

    /** An architecture as random search sees it. */
    public static Sample uniform(Architecture architecture) {
        double entropy = uniformEntropy(architecture.space());
        return new Sample(architecture, -entropy, entropy);
    }

    /** Entropy of the uniform distribution over a space, in nats. */
    public static double uniformEntropy(SearchSpace space) {
        return space.bits() * StrictMath.log(2);
    }
}
