package org.deconas.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LearningRateTest {

    @Test
    void halvesAgainAndAgainAfterTheWarmUp() {
        // When
        LearningRate rate = LearningRate.halving(0.8, 100);

        // Then
        assertThat(rate.at(0)).isCloseTo(0.8 / LearningRate.WARM_UP_STEPS, within(1e-15));
        assertThat(rate.at(99)).isEqualTo(0.8);
        assertThat(rate.at(100)).isEqualTo(0.4);
        assertThat(rate.at(350)).isEqualTo(0.1);
    }

    @Test
    void fallsToNothingAlongAHalfCosine() {
        // When
        LearningRate rate = LearningRate.cosine(0.8, 1000);

        // Then
        assertThat(rate.at(500)).isCloseTo(0.4, within(1e-12));
        assertThat(rate.at(250)).isGreaterThan(0.6);
        assertThat(rate.at(1000)).isCloseTo(0, within(1e-12));
        assertThat(rate.at(5000)).isCloseTo(0, within(1e-12));
    }
}
