package org.deconas.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.deconas.controller.Policies.confident;
import static org.deconas.controller.Policies.expectation;
import static org.deconas.controller.Policies.options;

import java.util.Arrays;
import org.deconas.controller.PolicyOptions.Heads;
import org.deconas.searchspace.SearchSpace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BitProbabilitiesTest {

    @ParameterizedTest
    @CsvSource({"2, 0, SHARED", "2, 0, OF_EACH_STEP", "1, 2, OF_EACH_STEP"})
    void estimatesAreThoseOfTheWholeSpaceWithinTheirErrors(int cells, int fusionBlocks, Heads heads) {
        // Given
        Policy policy = confident(new SearchSpace(cells, fusionBlocks), options(heads, 1, 0));

        // When
        BitProbabilities estimate = BitProbabilities.estimate(policy, 2_000, 7);

        // Then
        for (int bit = 0; bit < policy.space().bits(); bit++) {
            int one = bit;
            double exact = expectation(policy, architecture -> architecture.bits()[one] ? 1 : 0);
            assertThat(estimate.ones()[bit])
                    .as("bit %d", bit)
                    .isCloseTo(exact, within(5 * estimate.standardErrors()[bit] + 1e-12));
        }
        assertThat(Arrays.stream(estimate.standardErrors()).max().orElseThrow())
                .isBetween(1e-4, 1 / (2 * Math.sqrt(2_000)));
    }

    @Test
    void bitsOfTheFirstStepHaveNoError() {
        // Given
        Policy policy = confident(new SearchSpace(2), PolicyOptions.PUBLISHED);

        // When
        BitProbabilities estimate = BitProbabilities.estimate(policy, 10, 1);

        // Then
        double[] exact = policy.bitProbabilities(policy.mostProbable().architecture());
        for (int bit = 0; bit < 3; bit++) {
            assertThat(estimate.ones()[bit]).isCloseTo(exact[bit], within(1e-15));
            assertThat(estimate.standardErrors()[bit]).isCloseTo(0, within(1e-15));
        }
    }

    @Test
    void sameSeedGivesTheSameNumbers() {
        // Given
        Policy policy = confident(new SearchSpace(2), PolicyOptions.PUBLISHED);

        // When
        BitProbabilities first = BitProbabilities.estimate(policy, 5, 3);
        BitProbabilities second = BitProbabilities.estimate(policy, 5, 3);

        // Then
        assertThat(first.ones()).isEqualTo(second.ones());
        assertThat(first.ones())
                .isNotEqualTo(BitProbabilities.estimate(policy, 5, 4).ones());
    }

    @Test
    void oneSampleHasNoErrorToTell() {
        Policy policy = confident(new SearchSpace(1), PolicyOptions.PUBLISHED);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BitProbabilities.estimate(policy, 1, 1))
                .withMessage("samples is 1, but must be at least 2");
    }
}
