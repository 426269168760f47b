package org.deconas.experiments.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.deconas.experiments.Samples;
import org.deconas.schema.ExperimentEnded;
import org.deconas.schema.ExperimentPauseRequested;
import org.deconas.schema.ExperimentResumeRequested;
import org.deconas.schema.PhaseStarted.Phase;
import org.junit.jupiter.api.Test;

class ExperimentTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Experiment experiment = new Experiment("x");

    @Test
    void isNotShownBeforeItsRequestHasCome() {
        // When
        experiment.rewarded(30);
        // Then
        assertThat(experiment.isRequested()).isFalse();
    }

    @Test
    void runsFromItsFirstPhaseOn() {
        // Given
        experiment.requested(Samples.requested("x"), NOW);
        // When
        experiment.entered(Samples.phase("x", Phase.TRAIN, 0));
        // Then
        assertThat(experiment.state()).isEqualTo(ExperimentState.RUNNING);
    }

    @Test
    void furthestPhaseCountsThoughAnEarlierOneComesLate() {
        // Given
        experiment.entered(Samples.phase("x", Phase.TRAIN, 1));
        // When
        experiment.entered(Samples.phase("x", Phase.EVALUATE, 0));
        // Then
        assertThat(experiment.phase()).isEqualTo(Phase.TRAIN);
        assertThat(experiment.round()).isEqualTo(1);
    }

    @Test
    void newestPolicyCountsThoughAnEarlierOneComesLate() {
        // Given
        experiment.learned(Samples.policy("x", 2, 1, 31.5));
        // When
        experiment.learned(Samples.policy("x", 1, 0, 30.5));
        // Then
        assertThat(experiment.policyVersion()).isEqualTo(2);
        assertThat(experiment.baseline()).isEqualTo(31.5);
    }

    @Test
    void bestRewardIsTheGreatest() {
        // Given
        experiment.rewarded(31);
        // When
        experiment.rewarded(30);
        // Then
        assertThat(experiment.bestReward()).isEqualTo(31);
    }

    @Test
    void stopIsUnderWayUntilTheEnd() {
        // Given
        experiment.requested(Samples.requested("x"), NOW);
        // When
        experiment.stopRequested(NOW);
        // Then
        assertThat(experiment.state()).isEqualTo(ExperimentState.STOPPING);
    }

    @Test
    void isPausedUntilItsLastPauseIsOver() {
        // Given
        experiment.requested(Samples.requested("x"), NOW);
        experiment.pauseRequested(new ExperimentPauseRequested("x", 2));
        // When
        experiment.resumeRequested(new ExperimentResumeRequested("x", 1));
        // Then
        assertThat(experiment.state()).isEqualTo(ExperimentState.PAUSED);
        experiment.resumeRequested(new ExperimentResumeRequested("x", 2));
        assertThat(experiment.state()).isEqualTo(ExperimentState.REQUESTED);
    }

    @Test
    void deletedExperimentIsNothingButThat() {
        // Given
        experiment.requested(Samples.requested("x"), NOW);
        experiment.ended(ExperimentEnded.failed("x", "no images"), NOW);
        // When
        experiment.deleted(NOW);
        // Then
        assertThat(experiment.isDeleted()).isTrue();
        assertThat(experiment.isRequested()).isFalse();
        assertThat(experiment.reason()).isNull();
    }

    @Test
    void endOutweighsAStopThatComesLate() {
        // Given
        experiment.ended(ExperimentEnded.failed("x", "no images"), NOW);
        // When
        experiment.stopRequested(NOW);
        // Then
        assertThat(experiment.state()).isEqualTo(ExperimentState.FAILED);
        assertThat(experiment.reason()).isEqualTo("no images");
    }

    @Test
    void settingsComeBackAsTheyWereRequested() {
        // When
        experiment.requested(Samples.requested("x"), NOW);
        // Then
        assertThat(experiment.settings()).isEqualTo(Samples.settings());
    }
}
