package org.deconas.report;

import java.util.List;

/**
 * What a comparison found, as it is written in JSON.
 *
 * @param same whether they are the same search
 * @param settings those that differ
 * @param first the first difference in the order of a search; null when they are the same
 */
public record ComparisonFound(
        boolean same,
        List<Settings.Difference> settings,
        SearchComparison.Share trials,
        SearchComparison.Share policies,
        SearchComparison.Share winner,
        SearchComparison.Difference first) {

    public static ComparisonFound of(SearchComparison comparison) {
        return new ComparisonFound(
                comparison.isSame(),
                comparison.settings(),
                comparison.trials(),
                comparison.policies(),
                comparison.winner(),
                comparison.first().orElse(null));
    }
}
