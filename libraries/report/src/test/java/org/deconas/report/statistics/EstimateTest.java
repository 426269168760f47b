package org.deconas.report.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EstimateTest {

    @Test
    void intervalOfThreeIsStudents() {
        // When
        Estimate estimate = Estimate.mean(1, 2, 4);

        // Then: t(0.975; 2) = 4.302653
        double margin = 4.302653 * Math.sqrt(7 / 3.0 / 3);
        assertThat(estimate.value()).isCloseTo(7 / 3.0, within(1e-12));
        assertThat(estimate.low()).isCloseTo(7 / 3.0 - margin, within(1e-5));
        assertThat(estimate.high()).isCloseTo(7 / 3.0 + margin, within(1e-5));
        assertThat(estimate.n()).isEqualTo(3);
    }

    @Test
    void oneObservationHasNoInterval() {
        // When
        Estimate estimate = Estimate.mean(5);

        // Then
        assertThat(estimate.value()).isEqualTo(5);
        assertThat(estimate.hasInterval()).isFalse();
    }

    @Test
    void noObservationIsRefused() {
        // When
        Throwable refusal = catchThrowable(Estimate::mean);

        // Then
        assertThat(refusal).isInstanceOf(IllegalArgumentException.class);
    }
}
