package org.deconas.controller;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.SearchSpace;

/**
 * The controller: a distribution over architectures, π(c; θ) (method, section 3). One LSTM step for each (cell, input) pair
 * emits the three bits of that pair; where feature fusion is searched, one more emits all bits of local fusion, and a last one all
 * bits of global fusion. A step's input is the embedding of the bits just chosen; that of the bits of local fusion is the sum of
 * a vector for each of them.
 *
 * <p>Immutable. Only {@link StrictMath} and one fixed order of summation are used, so the same parameters give the same
 * numbers to the bit on every machine: a replay depends on it.
 */
public final class Policy {

    private final SearchSpace space;
    private final PolicyOptions options;
    private final Layout layout;
    private final double[] parameters;

    Policy(SearchSpace space, PolicyOptions options, double[] parameters) {
        this.space = space;
        this.options = options;
        this.layout = Layout.of(space, options);
        this.parameters = parameters;
    }

    /** A fresh policy: weights uniform in (-0.1, 0.1), biases 0. */
    public static Policy initial(SearchSpace space, PolicyOptions options, RandomGenerator random) {
        Layout layout = Layout.of(space, options);
        double[] parameters = new double[layout.size()];
        for (int i = 0; i < layout.firstBias(); i++) {
            parameters[i] = -0.1 + 0.2 * random.nextDouble();
        }
        return new Policy(space, options, parameters);
    }

    public SearchSpace space() {
        return space;
    }

    public PolicyOptions options() {
        return options;
    }

    /** θ; a copy. */
    public double[] parameters() {
        return parameters.clone();
    }

    Layout layout() {
        return layout;
    }

    /** θ itself, for this package. */
    double[] sharedParameters() {
        return parameters;
    }

    /** Draws an architecture. */
    public Sample sample(RandomGenerator random) {
        Rollout rollout = new Rollout(this);
        boolean[] bits = rollout.run((bit, probabilityOfOne) -> random.nextDouble() < probabilityOfOne);
        return rollout.sampleOf(Architecture.of(space, bits));
    }

    /** The architecture of the most probable choice at each step. */
    public Sample mostProbable() {
        Rollout rollout = new Rollout(this);
        boolean[] bits = rollout.run((bit, probabilityOfOne) -> probabilityOfOne > 0.5);
        return rollout.sampleOf(Architecture.of(space, bits));
    }

    /** Log-probability and entropy of a given architecture. */
    public Sample score(Architecture architecture) {
        return rollout(architecture).sampleOf(architecture);
    }

    /** Probability that each bit is 1, given the bits of this architecture before it; in the order of the sequence. */
    public double[] bitProbabilities(Architecture architecture) {
        return rollout(architecture).probabilitiesOfOne();
    }

    /** The forward pass along a given architecture, ready to be differentiated. */
    Rollout rollout(Architecture architecture) {
        Rollout rollout = new Rollout(this);
        rollout.run(choices(architecture));
        return rollout;
    }

    private Rollout.Chooser choices(Architecture architecture) {
        boolean[] bits = architecture.bits();
        IntPredicate chosen = bit -> bits[bit];
        return (bit, probabilityOfOne) -> chosen.test(bit);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Policy that
                && space.equals(that.space)
                && options.equals(that.options)
                && Arrays.equals(parameters, that.parameters);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(parameters);
    }
}
