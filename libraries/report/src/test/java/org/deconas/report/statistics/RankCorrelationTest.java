package org.deconas.report.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.commons.math3.stat.correlation.KendallsCorrelation;
import org.deconas.report.statistics.RankCorrelation.Scores;
import org.junit.jupiter.api.Test;

class RankCorrelationTest {

    @Test
    void exactPIsTheShareOfAllOrders() {
        // When: 12 pairs of 15 are concordant
        RankCorrelation correlation =
                RankCorrelation.within(List.of(scores(new double[] {1, 2, 3, 4, 5, 6}, 2, 1, 4, 3, 6, 5)));

        // Then: 98 of the 720 orders of six have |τ| of at least 0.6
        assertThat(correlation.tau()).isCloseTo(0.6, within(1e-12));
        assertThat(correlation.p()).isCloseTo(98 / 720.0, within(1e-12));
        assertThat(correlation.exact()).isTrue();
        assertThat(correlation.n()).isEqualTo(6);
    }

    @Test
    void tiesGiveTauBWithTheNormalApproximation() {
        // When: the example in SciPy's documentation of kendalltau
        RankCorrelation correlation =
                RankCorrelation.within(List.of(scores(new double[] {12, 2, 1, 12, 2}, 1, 4, 7, 1, 0)));

        // Then
        assertThat(correlation.tau()).isCloseTo(-0.47140452079103173, within(1e-12));
        assertThat(correlation.p()).isCloseTo(0.2827454599327748, within(1e-12));
        assertThat(correlation.exact()).isFalse();
    }

    @Test
    void onlyPairsWithinAGroupCount() {
        // Given: τ = 1 and τ = 2/3, and levels that would hide both
        List<Scores> low = scores(new double[] {1, 2, 3}, 101, 102, 103);
        List<Scores> high = scores(new double[] {11, 12, 13, 14}, 2, 1, 3, 4);
        List<Scores> alone = scores(new double[] {50}, 50);

        // When
        RankCorrelation correlation = RankCorrelation.within(List.of(low, high, alone));

        // Then: 8 pairs of 9 are concordant, and 12 of the 3!·4! orders of both are as far from none
        assertThat(correlation.tau()).isCloseTo(7 / 9.0, within(1e-12));
        assertThat(correlation.p()).isCloseTo(12 / 144.0, within(1e-12));
        assertThat(correlation.n()).isEqualTo(7);
        assertThat(correlation.groups()).isEqualTo(2);
    }

    @Test
    void intervalSurroundsTauAndIsTheSameEveryTime() {
        // Given
        List<List<Scores>> group =
                List.of(scores(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 3, 1, 2, 6, 4, 5, 10, 7, 9, 8));

        // When
        RankCorrelation first = RankCorrelation.within(group);
        RankCorrelation second = RankCorrelation.within(group);

        // Then
        assertThat(second).isEqualTo(first);
        assertThat(first.low()).isBetween(-1.0, first.tau() - 0.05);
        assertThat(first.high()).isBetween(first.tau() + 0.05, 1.0);
    }

    @Test
    void equalScoresHaveNoTau() {
        // When
        RankCorrelation correlation = RankCorrelation.within(List.of(scores(new double[] {1, 2, 3}, 5, 5, 5)));

        // Then
        assertThat(correlation.tau()).isNaN();
        assertThat(correlation.p()).isNaN();
        assertThat(correlation.low()).isNaN();
        assertThat(correlation.n()).isEqualTo(3);
    }

    @Property(tries = 50)
    void oneGroupHasTheUsualTauB(
            @ForAll @Size(min = 2, max = 12) List<@IntRange(max = 5) Integer> first,
            @ForAll @Size(12) List<@IntRange(max = 5) Integer> second) {
        // Given
        double[] x = first.stream().mapToDouble(Integer::doubleValue).toArray();
        double[] y = second.stream()
                .limit(x.length)
                .mapToDouble(Integer::doubleValue)
                .toArray();

        // When
        double tau = RankCorrelation.within(List.of(scores(x, y))).tau();

        // Then
        double known = new KendallsCorrelation().correlation(x, y);
        if (Double.isNaN(known)) {
            assertThat(tau).isNaN();
        } else {
            assertThat(tau).isCloseTo(known, within(1e-12));
        }
    }

    private static List<Scores> scores(double[] first, double... second) {
        List<Scores> scores = new ArrayList<>();
        for (int i = 0; i < first.length; i++) {
            scores.add(new Scores(first[i], second[i]));
        }
        return scores;
    }
}
