package org.deconas.experiments.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.deconas.experiments.Samples;
import org.junit.jupiter.api.Test;

class TrialTest {

    private final Trial trial = new Trial(Samples.trialId("x", 0, 0), "x");

    @Test
    void goesFromSampledOverMeasuredToApplied() {
        // Given
        trial.sampled(Samples.sampled("x", 0, 0));
        trial.measured(Samples.measured("x", 0, 0, 30));
        // When
        trial.applied(1);
        // Then
        assertThat(trial.state()).isEqualTo(TrialState.APPLIED);
        assertThat(trial.reward()).isEqualTo(30);
        assertThat(trial.appliedIn()).isEqualTo(1);
    }

    @Test
    void isTheSameWhenItsEventsComeBackwards() {
        // Given
        trial.applied(1);
        trial.measured(Samples.measured("x", 0, 0, 30));
        // When
        trial.sampled(Samples.sampled("x", 0, 0));
        // Then
        assertThat(trial.state()).isEqualTo(TrialState.APPLIED);
        assertThat(trial.reward()).isEqualTo(30);
        assertThat(trial.sequence()).isEqualTo(Samples.SEQUENCE);
    }

    @Test
    void lateRewardOfAFailedTrialIsIgnored() {
        // Given
        trial.failed(Samples.failed("x", 0, 0));
        // When
        trial.measured(Samples.measured("x", 0, 0, 30));
        // Then
        assertThat(trial.state()).isEqualTo(TrialState.FAILED);
        assertThat(trial.reward()).isNull();
    }

    @Test
    void lateFailureOfAMeasuredTrialIsIgnored() {
        // Given
        trial.measured(Samples.measured("x", 0, 0, 30));
        // When
        trial.failed(Samples.failed("x", 0, 0));
        // Then
        assertThat(trial.state()).isEqualTo(TrialState.MEASURED);
        assertThat(trial.failure()).isNull();
    }

    @Test
    void supersededTrialKeepsALateRewardAndStaysSuperseded() {
        // Given
        trial.sampled(Samples.sampled("x", 0, 0));
        trial.experimentEnded();
        // When
        trial.measured(Samples.measured("x", 0, 0, 30));
        // Then
        assertThat(trial.state()).isEqualTo(TrialState.SUPERSEDED);
        assertThat(trial.life())
                .isEqualTo(new TrialLife.Superseded(Optional.of(Measurement.of(Samples.measured("x", 0, 0, 30)))));
    }

    @Test
    void lifeComesBackFromTheColumnsAsItWas() {
        // Given
        trial.applied(1);
        // When
        trial.measured(Samples.measured("x", 0, 0, 30));
        // Then
        assertThat(trial.life())
                .isEqualTo(new TrialLife.Applied(1, Optional.of(Measurement.of(Samples.measured("x", 0, 0, 30)))));
    }
}
