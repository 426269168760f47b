package org.deconas.report;

import java.util.List;
import org.deconas.report.statistics.RankCorrelation;

/** How well shared weights rank, by experiment and over all. */
final class RankingTable {

    private RankingTable() {}

    /**
     * @param least networks that an experiment needs for a row of its own
     */
    static MarkdownTable of(Report report, int least) {
        MarkdownTable table = new MarkdownTable("experiment", "n", "Kendall τ-b", "95 % interval", "two-sided p");
        for (SharedWeightRanking ranking : report.rankings()) {
            if (ranking.scores().size() >= least) {
                row(table, ranking.experimentId(), RankCorrelation.within(List.of(ranking.scores())));
            }
        }
        RankCorrelation all = report.rankCorrelation();
        if (all.groups() > 1) {
            row(table, "all, within each of " + all.groups(), all);
        }
        return table;
    }

    private static void row(MarkdownTable table, String name, RankCorrelation correlation) {
        table.row(
                name,
                correlation.n(),
                Figures.signed(correlation.tau()),
                Figures.interval(correlation.low(), correlation.high()),
                Figures.probability(correlation.p()) + (correlation.exact() ? " (exact)" : " (normal approximation)"));
    }
}
