package org.deconas.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.deconas.report.SyntheticSearch.LARGE;
import static org.deconas.report.SyntheticSearch.SMALL;

import org.junit.jupiter.api.Test;

class SearchComparisonTest {

    private static final double PSNR = 31.25;
    private static final double PENALTY = 0.5;

    @Test
    void orderOfTheLogAndIdsDoNotCount() {
        // When
        SearchComparison comparison = SearchComparison.of(
                whole("first", PSNR, "digest-1", 'c').log(),
                whole("second", PSNR, "digest-1", 'c').reversed().log());

        // Then
        assertThat(comparison.isSame()).isTrue();
        assertThat(comparison.settings()).isEmpty();
        assertThat(comparison.summary())
                .isEqualTo("4 of 4 trials identical, 2 of 2 policy versions identical, winner identical");
    }

    @Test
    void oneChangedBitOfARewardIsFound() {
        // When
        SearchComparison comparison = SearchComparison.of(
                whole("first", PSNR, "digest-1", 'c').log(),
                whole("second", Math.nextUp(PSNR), "digest-1", 'c').log());

        // Then
        assertThat(comparison.isSame()).isFalse();
        assertThat(comparison.summary()).startsWith("3 of 4 trials identical, 2 of 2 policy");
        assertThat(comparison.first())
                .hasValue(new SearchComparison.Difference(
                        "round 1, update 0, trial 1", "PSNR", "31.25", "31.250000000000004"));
    }

    @Test
    void changedPolicyComesBeforeWhatFollowsFromIt() {
        // When
        SearchComparison comparison = SearchComparison.of(
                whole("first", PSNR, "digest-1", 'c').log(),
                whole("second", PSNR, "digest-2", 'd').log());

        // Then
        assertThat(comparison.summary())
                .isEqualTo("4 of 4 trials identical, 1 of 2 policy versions identical, winner differs");
        assertThat(comparison.first())
                .hasValue(new SearchComparison.Difference(
                        "policy version 1", "digest of the parameters", "digest-1", "digest-2"));
    }

    @Test
    void otherModelOfTheSameArchitectureIsAnotherWinner() {
        // When
        SearchComparison comparison = SearchComparison.of(
                whole("first", PSNR, "digest-1", 'c').log(),
                whole("second", PSNR, "digest-1", 'd').log());

        // Then
        assertThat(comparison.first())
                .hasValue(new SearchComparison.Difference("winner", "model's digest", "c".repeat(64), "d".repeat(64)));
    }

    @Test
    void trialThatOneDoesNotHaveIsADifference() {
        // When
        SearchComparison comparison = SearchComparison.of(
                whole("first", PSNR, "digest-1", 'c')
                        .trial(2, 0, SMALL, 31, 0.1)
                        .log(),
                whole("second", PSNR, "digest-1", 'c').log());

        // Then
        assertThat(comparison.trials()).isEqualTo(new SearchComparison.Share(4, 5));
        assertThat(comparison.first())
                .hasValue(new SearchComparison.Difference("round 2, update 0, trial 0", "it", "there", "absent"));
    }

    @Test
    void settingsThatDifferAreNamed() {
        // When
        SearchComparison comparison = SearchComparison.of(
                whole("first", PSNR, "digest-1", 'c').log(),
                whole("second", PSNR, "digest-1", 'c')
                        .set("reward", "penalty-weight", 2)
                        .log());

        // Then
        assertThat(comparison.settings()).singleElement().hasToString("reward.penalty-weight is 1.0 against 2");
        assertThat(comparison.isSame()).isTrue();
    }

    @Test
    void experimentsWithoutATrialAreNotCalledTheSame() {
        // Given
        ExperimentLog empty = new SyntheticSearch("empty", "reinforce", 1).log();

        // When
        Throwable refusal = catchThrowable(() -> SearchComparison.of(empty, empty));

        // Then
        assertThat(refusal).hasMessage("Experiment empty has no trial, so there is nothing to compare");
    }

    private static SyntheticSearch whole(String id, double psnr, String digest, char model) {
        return new SyntheticSearch(id, "reinforce", 1)
                .policy(0, "digest-0", 0)
                .trial(1, 0, SMALL, 30, 0.1)
                .trial(1, 1, LARGE, psnr, PENALTY)
                .policy(1, digest, 5)
                .candidate(0, LARGE, 32, 1)
                .candidate(1, SMALL, 31, 0.1)
                .winner(SMALL, 33, model);
    }
}
