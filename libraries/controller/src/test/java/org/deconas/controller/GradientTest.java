package org.deconas.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.deconas.controller.Policies.allArchitectures;
import static org.deconas.controller.Policies.confident;
import static org.deconas.controller.Policies.dot;
import static org.deconas.controller.Policies.expectation;
import static org.deconas.controller.Policies.options;
import static org.deconas.controller.Policies.probability;
import static org.deconas.controller.Policies.randomDirection;
import static org.deconas.controller.Policies.rewardWithInteractions;
import static org.deconas.controller.Policies.slope;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.deconas.controller.PolicyOptions.Baseline;
import org.deconas.controller.PolicyOptions.Heads;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.SearchSpace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Gradients against central differences, and expected gradients against the whole space, sequence by sequence. */
class GradientTest {

    /** 3 bits of the cell, 1 of local and 2 of global fusion: 64 sequences over three steps. */
    private static final SearchSpace ENUMERABLE = SearchSpace.withFusion(1, 2);

    @ParameterizedTest(name = "fusion of {0} blocks, heads {1}, temperature {2}, tanh constant {3}")
    @CsvSource({
        "0, SHARED, 1, 0",
        "0, SHARED, 2.5, 0",
        "0, SHARED, 1, 2.5",
        "0, SHARED, 5, 0.44",
        "0, OF_EACH_STEP, 2.5, 2.5",
        "2, SHARED, 1, 0",
        "2, OF_EACH_STEP, 2.5, 2.5"
    })
    void everyWeightsDerivativeEqualsFiniteDifferences(
            int fusionBlocks, Heads heads, double temperature, double tanhConstant) {
        // Given
        Policy policy = confident(new SearchSpace(2, fusionBlocks), options(heads, temperature, tanhConstant));
        Architecture architecture =
                Architecture.parse(policy.space(), "1 0 1 0 1 1 0 0 1" + (fusionBlocks == 0 ? "" : " 0 1 1 0"));
        ToDoubleFunction<Policy> objective = moved -> objective(moved, architecture, 0.7, -0.3);

        // When
        double[] gradient = gradient(policy, architecture, 0.7, -0.3);

        // Then: where few weights are, each alone; elsewhere some
        double difference = 0;
        double length = 0;
        for (int i = 0; i < gradient.length; i++) {
            if (i % 997 == 0 || i >= Layout.FUSION_EMBEDDING && i % 3 == 0 || i < Layout.EMBEDDING) {
                double[] direction = new double[gradient.length];
                direction[i] = 1;
                double numeric = slope(policy, direction, 1e-5, objective);
                difference += (numeric - gradient[i]) * (numeric - gradient[i]);
                length += numeric * numeric;
            }
        }
        assertThat(Math.sqrt(difference / length)).isLessThan(1e-6);
    }

    @Property(tries = 50)
    void derivativeAlongAnyDirectionEqualsFiniteDifferences(
            @ForAll @DoubleRange(min = -2, max = 2) double a,
            @ForAll @DoubleRange(min = 0.1, max = 2) double b,
            @ForAll @DoubleRange(min = 0.5, max = 5) double temperature,
            @ForAll @DoubleRange(min = 0.44, max = 5) double tanhConstant,
            @ForAll boolean squashed,
            @ForAll boolean fused,
            @ForAll Heads heads,
            @ForAll long seed) {
        // Given
        SplittableRandom random = new SplittableRandom(seed);
        Policy policy =
                confident(new SearchSpace(2, fused ? 3 : 0), options(heads, temperature, squashed ? tanhConstant : 0));
        Architecture architecture = policy.sample(random).architecture();
        double[] direction = randomDirection(policy, random);

        // When
        double[] gradient = gradient(policy, architecture, a, b);

        // Then: relative to the length that a random direction sees of the gradient, as it may be almost at right
        // angles
        double numeric = slope(policy, direction, 1e-5, moved -> objective(moved, architecture, a, b));
        double scale = Math.max(Math.abs(numeric), Math.sqrt(dot(gradient, gradient) / 3));
        assertThat(Math.abs(dot(gradient, direction) - numeric) / scale).isLessThan(1e-6);
    }

    @ParameterizedTest
    @EnumSource(Heads.class)
    void expectedUpdateIsTheGradientOfTheExpectedReward(Heads heads) {
        // Given
        Policy policy = confident(ENUMERABLE, options(heads, Baseline.MOVING_AVERAGE));

        // When
        double[] expected = expectedGradient(policy, policy, 29);

        // Then
        assertIsGradientOfTheExpectedReward(expected, policy);
    }

    @Test
    void scoringOneSampleAndDifferentiatingAnotherWouldTeachNothing() {
        // Given
        Policy policy = confident(ENUMERABLE, options(Heads.SHARED, Baseline.MOVING_AVERAGE));

        // When: every pair of samples, as the reward and the gradient are independent (method, section 7.1)
        double expectedAdvantage = expectation(policy, architecture -> rewardWithInteractions(architecture) - 29);
        double[] expected = new double[policy.layout().size()];
        for (Architecture differentiated : allArchitectures(ENUMERABLE)) {
            policy.rollout(differentiated)
                    .backward(expectedAdvantage * probability(policy, differentiated), 0, expected);
        }

        // Then
        assertThat(expectedAdvantage).isGreaterThan(0.5);
        double[] right = expectedGradient(policy, policy, 29);
        assertThat(norm(right)).isGreaterThan(0.01);
        assertThat(norm(expected)).isLessThan(1e-12 * norm(right));
    }

    @Test
    void leavingOneOutKeepsTheExpectedUpdate() {
        // Given
        SearchSpace space = new SearchSpace(1);
        Policy policy = confident(space, options(Heads.SHARED, Baseline.LEAVE_ONE_OUT));

        // When: every pair of trials that an update may consist of
        double[] expected = new double[policy.layout().size()];
        for (Architecture one : allArchitectures(space)) {
            for (Architecture other : allArchitectures(space)) {
                double probability = probability(policy, one) * probability(policy, other);
                addTo(expected, probability, updateGradient(policy, policy, 0, one, other));
            }
        }

        // Then
        assertIsGradientOfTheExpectedReward(expected, policy);
    }

    @Test
    void rewardsOfAnOlderPolicyGiveTheSameExpectedUpdateWhenNoRatioIsClipped() {
        // Given
        PolicyOptions unclipped = new PolicyOptions(
                3e-4, 0, 0.9, 1, 0, Double.POSITIVE_INFINITY, Heads.SHARED, Baseline.MOVING_AVERAGE, false);
        Policy policy = confident(ENUMERABLE, unclipped);
        Policy older = older(policy);

        // When
        double[] onPolicy = expectedGradient(policy, policy, 29);
        double[] offPolicy = expectedGradient(policy, older, 29);

        // Then
        assertThat(mostUnequalRatio(policy, older)).isGreaterThan(3);
        assertThat(distance(offPolicy, onPolicy)).isLessThan(1e-12 * norm(onPolicy));
    }

    @Test
    void clipBoundsTheWeightOfEachSequenceInTheExpectedUpdate() {
        // Given
        Policy policy = confident(ENUMERABLE, options(Heads.SHARED, Baseline.MOVING_AVERAGE));
        Policy older = older(policy);
        double clip = policy.options().importanceClip();

        // When
        double[] clipped = expectedGradient(policy, older, 29);

        // Then: sequence by sequence, min(π, clip·π_old) takes the place of π
        double[] byHand = new double[clipped.length];
        double weights = 0;
        for (Architecture architecture : allArchitectures(ENUMERABLE)) {
            double weight = Math.min(probability(policy, architecture), clip * probability(older, architecture));
            addTo(byHand, weight * (rewardWithInteractions(architecture) - 29), gradient(policy, architecture, 1, 0));
            weights += weight;
        }
        assertThat(weights).isLessThan(0.99);
        assertThat(distance(clipped, byHand)).isLessThan(1e-12 * norm(byHand));
    }

    private static double objective(Policy policy, Architecture architecture, double a, double b) {
        Sample sample = policy.score(architecture);
        return a * sample.logProbability() + b * sample.entropy();
    }

    private static double[] gradient(Policy policy, Architecture architecture, double a, double b) {
        double[] gradient = new double[policy.layout().size()];
        policy.rollout(architecture).backward(a, b, gradient);
        return gradient;
    }

    /** Σ π_sampled(c) · (gradient that an update from c alone follows), with a known baseline. */
    private static double[] expectedGradient(Policy policy, Policy sampled, double baseline) {
        double[] expected = new double[policy.layout().size()];
        for (Architecture architecture : allArchitectures(policy.space())) {
            addTo(
                    expected,
                    probability(sampled, architecture),
                    updateGradient(policy, sampled, baseline, architecture));
        }
        return expected;
    }

    /** The gradient that an update follows: Adam's first moment after its first step is a tenth of it. */
    private static double[] updateGradient(
            Policy policy, Policy sampled, double baseline, Architecture... architectures) {
        int size = policy.layout().size();
        Reinforce learner = new Reinforce(policy, new double[size], new double[size], 0, baseline, true, 0);
        List<MeasuredTrial> trials = List.of(architectures).stream()
                .map(architecture -> new MeasuredTrial(
                        architecture,
                        sampled.score(architecture).logProbability(),
                        rewardWithInteractions(architecture)))
                .toList();
        double[] moment = learner.apply(trials).state().firstMoment();
        double[] gradient = new double[size];
        addTo(gradient, 1 / (1 - 0.9), moment);
        return gradient;
    }

    private static void assertIsGradientOfTheExpectedReward(double[] gradient, Policy policy) {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 5; i++) {
            double[] direction = randomDirection(policy, random);
            double numeric =
                    slope(policy, direction, 1e-5, moved -> expectation(moved, Policies::rewardWithInteractions));
            assertThat(dot(gradient, direction)).isCloseTo(numeric, within(1e-6 * norm(gradient)));
        }
        assertThat(norm(gradient)).isGreaterThan(0.01);
    }

    private static Policy older(Policy policy) {
        return Policies.moved(policy, randomDirection(policy, new SplittableRandom(4)), 0.5);
    }

    private static double mostUnequalRatio(Policy policy, Policy older) {
        return allArchitectures(policy.space()).stream()
                .mapToDouble(architecture -> probability(policy, architecture) / probability(older, architecture))
                .max()
                .orElseThrow();
    }

    private static void addTo(double[] sum, double factor, double[] addend) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * addend[i];
        }
    }

    private static double norm(double[] vector) {
        return Math.sqrt(dot(vector, vector));
    }

    private static double distance(double[] a, double[] b) {
        return norm(IntStream.range(0, a.length).mapToDouble(i -> a[i] - b[i]).toArray());
    }
}
