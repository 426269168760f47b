package org.deconas.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.deconas.controller.Policies.allArchitectures;
import static org.deconas.controller.Policies.confident;
import static org.deconas.controller.Policies.options;
import static org.deconas.controller.Policies.probability;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.deconas.controller.PolicyOptions.Heads;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.SearchSpace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTest {

    private static final SearchSpace SMALL = new SearchSpace(2);

    @ParameterizedTest(name = "{0} cells, fusion of {1} blocks, heads {2}, temperature {3}, tanh constant {4}")
    @CsvSource({"2, 0, SHARED, 1, 0", "2, 0, OF_EACH_STEP, 2.5, 2.5", "1, 3, SHARED, 1, 2.5", "2, 1, OF_EACH_STEP, 1, 0"
    })
    void probabilitiesSumToOneAndTheExpectedEntropyOfTheChoicesIsThatOfTheDistribution(
            int cells, int fusionBlocks, Heads heads, double temperature, double tanhConstant) {
        // Given
        SearchSpace space = new SearchSpace(cells, fusionBlocks);
        Policy policy = confident(space, options(heads, temperature, tanhConstant));

        // When
        double sum = 0;
        double chained = 0;
        double enumerated = 0;
        for (Architecture architecture : allArchitectures(space)) {
            Sample sample = policy.score(architecture);
            double probability = Math.exp(sample.logProbability());
            sum += probability;
            chained += probability * sample.entropy();
            enumerated -= probability * sample.logProbability();
        }

        // Then
        assertThat(sum).isCloseTo(1, within(1e-12));
        assertThat(chained).isCloseTo(enumerated, within(1e-10));
        assertThat(enumerated).isLessThan(0.99 * space.bits() * Math.log(2));
    }

    @Property(tries = 20)
    void probabilitiesOfOneCellWithFusionSumToOneWhateverTheOptions(
            @ForAll @DoubleRange(min = 0.1, max = 10) double temperature,
            @ForAll @DoubleRange(max = 5) double tanhConstant,
            @ForAll Heads heads) {
        Policy policy = confident(SearchSpace.withFusion(1, 2), options(heads, temperature, tanhConstant));
        assertThat(Policies.expectation(policy, architecture -> 1)).isCloseTo(1, within(1e-12));
    }

    @Test
    void logProbabilityIsTheSumOverTheBits() {
        // Given
        Policy policy = confident(SearchSpace.withFusion(2, 2), PolicyOptions.PUBLISHED);
        Architecture architecture = Architecture.parse(policy.space(), "1 0 1 0 1 1 0 0 1 0 1 1 0");

        // When
        double[] ones = policy.bitProbabilities(architecture);

        // Then
        boolean[] bits = architecture.bits();
        double product = IntStream.range(0, ones.length)
                .mapToDouble(bit -> bits[bit] ? ones[bit] : 1 - ones[bit])
                .reduce(1, (a, b) -> a * b);
        assertThat(probability(policy, architecture)).isCloseTo(product, within(1e-12 * product));
    }

    @Test
    void eachLocalFusionBitBearsUponTheGlobalFusionBitsAfterIt() {
        // Given
        Policy policy = confident(SearchSpace.withFusion(2, 2), PolicyOptions.PUBLISHED);
        List<String> localBits = List.of("0 0", "0 1", "1 0", "1 1");

        // When
        List<Double> globalBit = localBits.stream()
                .map(local -> Architecture.parse(policy.space(), "1 0 1 0 1 1 0 0 1 " + local + " 0 0"))
                .map(architecture -> policy.bitProbabilities(architecture)[architecture.bits().length - 1])
                .toList();

        // Then
        assertThat(globalBit).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"0, SHARED", "2, SHARED", "2, OF_EACH_STEP"})
    void samplesCarryTheLogProbabilityOfWhatWasSampled(int fusionBlocks, Heads heads) {
        // Given
        Policy policy = confident(new SearchSpace(2, fusionBlocks), options(heads, 1, 0));

        // When
        Sample sample = policy.sample(new SplittableRandom(3));

        // Then
        assertThat(sample).isEqualTo(policy.score(sample.architecture()));
    }

    @Test
    void frequenciesOfSamplesFollowTheProbabilities() {
        // Given
        Policy policy = confident(SMALL, PolicyOptions.PUBLISHED);
        Architecture likely = policy.mostProbable().architecture();
        double probability = probability(policy, likely);
        SplittableRandom random = new SplittableRandom(5);
        int draws = 5_000;

        // When
        long hits = IntStream.range(0, draws)
                .filter(i -> policy.sample(random).architecture().equals(likely))
                .count();

        // Then
        double deviation = Math.sqrt(probability * (1 - probability) / draws);
        assertThat((double) hits / draws).isCloseTo(probability, within(5 * deviation));
    }
}
