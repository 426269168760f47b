package org.deconas.report.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DifferenceTest {

    // Additional hours of sleep with two drugs, ten patients (Student 1908)
    private static final double[] FIRST_DRUG = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
    private static final double[] SECOND_DRUG = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

    @Test
    void pairedTestGivesStudentsSleepFigures() {
        // When
        Difference difference = Difference.paired(SECOND_DRUG, FIRST_DRUG);

        // Then
        assertThat(difference.value()).isCloseTo(1.58, within(1e-12));
        assertThat(difference.low()).isCloseTo(0.7001142, within(1e-6));
        assertThat(difference.high()).isCloseTo(2.4598858, within(1e-6));
        assertThat(difference.p()).isCloseTo(0.002833 / 2, within(1e-6));
        assertThat(difference.firstN()).isEqualTo(10);
    }

    @Test
    void welchTestGivesTheSleepFiguresOfIndependentGroups() {
        // When
        Difference difference = Difference.welch(SECOND_DRUG, FIRST_DRUG);

        // Then
        assertThat(difference.value()).isCloseTo(1.58, within(1e-12));
        assertThat(difference.low()).isCloseTo(-0.2054832, within(1e-6));
        assertThat(difference.high()).isCloseTo(3.3654832, within(1e-6));
        assertThat(difference.p()).isCloseTo(0.07939 / 2, within(1e-5));
        assertThat(difference.signFlipP()).isEmpty();
    }

    @Test
    void signFlipTestGivesFishersFiguresForDarwinsPlants() {
        // Given: heights of crossed less self-fertilised plants, eighths of an inch (Fisher 1935, section 21)
        double[] differences = {49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48};

        // When
        Difference difference = Difference.paired(differences, new double[differences.length]);

        // Then
        assertThat(difference.signFlipP()).hasValue(863 / 32768.0);
    }

    @Test
    void smallerMeanHasALargeP() {
        // When
        Difference paired = Difference.paired(FIRST_DRUG, SECOND_DRUG);
        Difference welch = Difference.welch(FIRST_DRUG, SECOND_DRUG);

        // Then
        assertThat(paired.p()).isCloseTo(1 - 0.002833 / 2, within(1e-6));
        assertThat(welch.p()).isCloseTo(1 - 0.07939 / 2, within(1e-5));
        assertThat(paired.signFlipP().orElseThrow()).isGreaterThan(0.9);
    }

    @Test
    void onePairHasADifferenceButNoTest() {
        // When
        Difference difference = Difference.paired(new double[] {3}, new double[] {1});

        // Then
        assertThat(difference.value()).isEqualTo(2);
        assertThat(difference.p()).isNaN();
        assertThat(difference.low()).isNaN();
        assertThat(difference.signFlipP()).isEmpty();
    }

    @Test
    void differencesThatDoNotVaryHaveNoTTest() {
        // When
        Difference difference = Difference.paired(new double[] {2, 3, 4}, new double[] {1, 2, 3});

        // Then
        assertThat(difference.p()).isNaN();
        assertThat(difference.signFlipP()).hasValue(1 / 8.0);
    }
}
