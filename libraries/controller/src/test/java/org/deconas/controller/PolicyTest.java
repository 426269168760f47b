package org.deconas.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.SearchSpace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTest {

    private static final SearchSpace SMALL = new SearchSpace(2);

    @Test
    void probabilitiesOfAllArchitecturesSumToOne() {
        // Given
        Policy policy = confidentPolicy(PolicyOptions.PUBLISHED);

        // When
        double sum = allArchitectures(SMALL).stream()
                .mapToDouble(architecture -> Math.exp(policy.score(architecture).logProbability()))
                .sum();

        // Then
        assertThat(sum).isCloseTo(1, within(1e-12));
    }

    @Test
    void expectedEntropyOfTheChoicesIsTheEntropyOfTheDistribution() {
        // Given
        Policy policy = confidentPolicy(PolicyOptions.PUBLISHED);

        // When
        double chained = 0;
        double enumerated = 0;
        for (Architecture architecture : allArchitectures(SMALL)) {
            Sample sample = policy.score(architecture);
            double probability = Math.exp(sample.logProbability());
            chained += probability * sample.entropy();
            enumerated -= probability * sample.logProbability();
        }

        // Then
        assertThat(chained).isCloseTo(enumerated, within(1e-10));
    }

    @Test
    void samplesCarryTheLogProbabilityOfWhatWasSampled() {
        // Given
        Policy policy = confidentPolicy(PolicyOptions.PUBLISHED);

        // When
        Sample sample = policy.sample(new SplittableRandom(3));

        // Then
        assertThat(sample).isEqualTo(policy.score(sample.architecture()));
    }

    @Test
    void frequenciesOfSamplesFollowTheProbabilities() {
        // Given
        Policy policy = confidentPolicy(PolicyOptions.PUBLISHED);
        Architecture likely = policy.mostProbable().architecture();
        double probability = Math.exp(policy.score(likely).logProbability());
        SplittableRandom random = new SplittableRandom(5);
        int draws = 20_000;

        // When
        long hits = IntStream.range(0, draws)
                .filter(i -> policy.sample(random).architecture().equals(likely))
                .count();

        // Then
        double deviation = Math.sqrt(probability * (1 - probability) / draws);
        assertThat((double) hits / draws).isCloseTo(probability, within(5 * deviation));
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2.5, 0", "1, 2.5", "5, 0.44"})
    void gradientOfTheLogProbabilityEqualsFiniteDifferences(double temperature, double tanhConstant) {
        PolicyOptions options = new PolicyOptions(3e-4, 1e-4, 0.99, temperature, tanhConstant, 2);
        checkGradient(options, 1, 0, Sample::logProbability);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2.5, 0", "1, 2.5"})
    void gradientOfTheEntropyEqualsFiniteDifferences(double temperature, double tanhConstant) {
        PolicyOptions options = new PolicyOptions(3e-4, 1e-4, 0.99, temperature, tanhConstant, 2);
        checkGradient(options, 0, 1, Sample::entropy);
    }

    private static void checkGradient(PolicyOptions options, double a, double b, ToDoubleFunction<Sample> objective) {
        // Given
        Policy policy = confidentPolicy(options);
        Architecture architecture = Architecture.parse(SMALL, "1 0 1 0 1 1 0 0 1");

        // When
        double[] gradient = new double[Layout.SIZE];
        policy.rollout(architecture).backward(a, b, gradient);

        // Then: along random directions, so that every weight takes part
        SplittableRandom random = new SplittableRandom(11);
        for (int trial = 0; trial < 20; trial++) {
            double[] direction = random.doubles(Layout.SIZE, -1, 1).toArray();
            double analytic = 0;
            for (int i = 0; i < direction.length; i++) {
                analytic += gradient[i] * direction[i];
            }
            double h = 1e-5;
            double numeric =
                    (objective.applyAsDouble(moved(policy, direction, h).score(architecture))
                                    - objective.applyAsDouble(
                                            moved(policy, direction, -h).score(architecture)))
                            / (2 * h);
            assertThat(Math.abs(analytic - numeric) / Math.max(Math.abs(numeric), 1e-3))
                    .as("direction %d: analytic %s, numeric %s", trial, analytic, numeric)
                    .isLessThan(1e-6);
        }
        // ... and each weight alone, where it matters most
        int[] single = IntStream.range(0, Layout.SIZE)
                .filter(i -> i % 997 == 0 || i >= Layout.HEAD || i < Layout.EMBEDDING)
                .toArray();
        double difference = 0;
        double length = 0;
        for (int i : single) {
            double[] direction = new double[Layout.SIZE];
            direction[i] = 1;
            double h = 1e-5;
            double numeric =
                    (objective.applyAsDouble(moved(policy, direction, h).score(architecture))
                                    - objective.applyAsDouble(
                                            moved(policy, direction, -h).score(architecture)))
                            / (2 * h);
            difference += (numeric - gradient[i]) * (numeric - gradient[i]);
            length += numeric * numeric;
        }
        assertThat(Math.sqrt(difference / length)).isLessThan(1e-6);
    }

    private static Policy moved(Policy policy, double[] direction, double by) {
        double[] parameters = policy.parameters();
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] += by * direction[i];
        }
        return new Policy(policy.space(), policy.options(), parameters);
    }

    /** A policy with larger weights than a fresh one, so that nothing hides behind probabilities of one half. */
    private static Policy confidentPolicy(PolicyOptions options) {
        double[] parameters =
                Policy.initial(SMALL, options, new SplittableRandom(1)).parameters();
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] *= 4;
        }
        return new Policy(SMALL, options, parameters);
    }

    private static List<Architecture> allArchitectures(SearchSpace space) {
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
}
