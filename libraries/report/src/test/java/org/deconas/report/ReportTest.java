package org.deconas.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.deconas.report.SyntheticSearch.EMPTY;
import static org.deconas.report.SyntheticSearch.FINALIST_STEPS;
import static org.deconas.report.SyntheticSearch.LARGE;
import static org.deconas.report.SyntheticSearch.SMALL;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deconas.report.MeasuredNetwork.Measured;
import org.deconas.report.statistics.Difference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    @TempDir
    Path folder;

    @Test
    void experimentIsSummedUp() {
        // When
        ExperimentSummary summary = Report.of(
                        List.of(search("one", "reinforce", 1, 0).log()))
                .experiments()
                .get(0);

        // Then: the last round's rewards are 31 − 0.2 and 33 − 1
        assertThat(summary.lastRound()).isEqualTo(2);
        assertThat(summary.lastRoundTrials()).isEqualTo(2);
        assertThat(summary.lastRoundReward().orElseThrow()).isCloseTo(31.4, within(1e-12));
        assertThat(summary.bestTrial().orElseThrow().sequence()).isEqualTo(LARGE);
        ExperimentSummary.Winner winner = summary.winner().orElseThrow();
        assertThat(winner.sequence()).isEqualTo(SMALL);
        assertThat(winner.penalty()).isEqualTo(0.2);
        assertThat(winner.reward()).isCloseTo(35 - 0.2, within(1e-12));
        assertThat(winner.parameters()).isEqualTo(12_345);
    }

    @Test
    void strategiesAreComparedOverPairedSeeds() {
        // Given: reinforce is better by 0.1, 0.2 and 0.3 dB
        List<ExperimentLog> logs = new ArrayList<>();
        for (int seed = 1; seed <= 3; seed++) {
            logs.add(search("searched" + seed, "reinforce", seed, seed * 0.1).log());
            logs.add(search("sampled" + seed, "random", seed, 0).log());
        }

        // When
        Report report = Report.of(logs);

        // Then
        Difference difference = report.comparisons().get(0).difference().orElseThrow();
        assertThat(difference.test()).isEqualTo(Difference.Test.PAIRED);
        assertThat(difference.value()).isCloseTo(0.2, within(1e-9));
        assertThat(difference.low()).isCloseTo(0.2 - 4.302653 * 0.1 / Math.sqrt(3), within(1e-5));
        assertThat(difference.signFlipP()).hasValue(1 / 8.0);
        assertThat(difference.firstN()).isEqualTo(3);
        assertThat(report.rewards()).extracting(Curve::strategy).containsExactly("random", "reinforce");
        assertThat(report.rewards())
                .allSatisfy(curve -> assertThat(curve.points())
                        .extracting(point -> point.x(), point -> point.y().n())
                        .containsExactly(tuple(1L, 3), tuple(2L, 3)));
    }

    @Test
    void seedsThatDoNotPairAreIndependent() {
        // When
        Report report = Report.of(List.of(
                search("a", "reinforce", 1, 0.1).log(),
                search("b", "reinforce", 2, 0.3).log(),
                search("c", "random", 3, 0).log(),
                search("d", "random", 4, 0.1).log()));

        // Then
        assertThat(report.comparisons())
                .allSatisfy(comparison ->
                        assertThat(comparison.difference().orElseThrow().test()).isEqualTo(Difference.Test.WELCH));
        assertThat(report.comparisons().get(0).difference().orElseThrow().value())
                .isCloseTo(0.15, within(1e-9));
    }

    @Test
    void repeatedSeedOfOneStrategyIsNotCountedTwice() {
        // When
        Report report = Report.of(List.of(
                search("a", "reinforce", 1, 0.1).log(),
                search("b", "reinforce", 1, 0.3).log(),
                search("c", "random", 1, 0).log()));

        // Then
        assertThat(report.comparisons()).allSatisfy(comparison -> {
            assertThat(comparison.difference()).isEmpty();
            assertThat(comparison.remark()).startsWith("several experiments are reinforce with seed 1");
        });
    }

    @Test
    void eachKindOfMeasurementHasItsOwnParetoSet() {
        // When
        Report report = Report.of(List.of(search("one", "reinforce", 1, 0).log()));

        // Then: of the candidates the large one is dominated
        assertThat(report.measured(Measured.SHARED)).hasSize(3);
        assertThat(report.paretoSets(Measured.SHARED))
                .extracting(MeasuredNetwork::sequence)
                .containsExactly(EMPTY, SMALL);
        assertThat(report.paretoSets(Measured.FINALIST))
                .extracting(MeasuredNetwork::psnr)
                .containsExactly(33.0, 34.0, 34.5);
        assertThat(report.paretoSets(Measured.WINNER))
                .extracting(MeasuredNetwork::psnr)
                .containsExactly(35.0);
    }

    @Test
    void writtenReportHoldsTheFiguresAndItsPlots() throws IOException {
        // Given
        List<ExperimentLog> logs = List.of(
                search("a", "reinforce", 1, 0.1).log(),
                search("b", "random", 1, 0).log(),
                search("c", "reinforce", 2, 0.3).log(),
                search("d", "random", 2, 0).log());

        // When
        List<Path> files = Report.of(logs).write(folder.resolve("report"));

        // Then
        assertThat(files)
                .extracting(file -> file.getFileName().toString())
                .containsExactly(
                        "report.md", "reward.svg", "psnr.svg", "penalty.svg", "entropy.svg", "pareto.svg", "ranks.svg");
        String text = Files.readString(files.get(0));
        assertThat(text)
                .contains("Sampling by random: n = 2; reinforce: n = 2.")
                .contains("| seed | 1 | 1 | 2 | 2 |")
                .contains("| search.strategy | reinforce | random | reinforce | random |")
                .contains("| mean reward of the last round | +0.200 |")
                .contains("| 2 pairs | paired by seed [1, 2] |")
                .contains("| reward of the winner | +0.200 |")
                .contains("n = 12")
                .contains("| all, within each of 4 | 12 |");
        for (Path plot : files.subList(1, files.size())) {
            assertThat(text).contains("](" + plot.getFileName() + ")");
            assertThat(Files.readString(plot)).contains("<svg").contains("</svg>");
        }
    }

    @Test
    void oneUnfinishedExperimentHasAReportToo() throws IOException {
        // Given
        ExperimentLog log = new SyntheticSearch("young", "reinforce", 1)
                .trial(1, 0, SMALL, 30, 0.2)
                .log();

        // When
        String text = Files.readString(Report.of(List.of(log)).write(folder).get(0));

        // Then
        assertThat(text)
                .contains("unfinished")
                .contains("| reinforce | 1 | 1 | 29.800 | 30.000 | 0.200 |")
                .contains("not compared: n = 1 reinforce, 0 random")
                .contains("`--set search.finalists=12 --set search.candidates=12`");
    }

    @Test
    void experimentThatIsGivenTwiceIsRefused() {
        // Given
        ExperimentLog log = search("one", "reinforce", 1, 0).log();

        // When
        Throwable refusal = catchThrowable(() -> Report.of(List.of(log, log)));

        // Then
        assertThat(refusal).hasMessage("Experiment one was given twice");
    }

    /** A whole search whose PSNR are all higher by {@code better}. */
    private static SyntheticSearch search(String id, String strategy, long seed, double better) {
        return new SyntheticSearch(id, strategy, seed)
                .policy(0, "digest-0", 0)
                .trial(1, 0, SMALL, 30 + better, 0.2)
                .trial(1, 1, LARGE, 31 + better, 1)
                .policy(1, "digest-1", 6)
                .trial(2, 0, SMALL, 31 + better, 0.2)
                .trial(2, 1, LARGE, 33 + better, 1)
                .policy(2, "digest-2", 5)
                .candidate(0, SMALL, 32 + better, 0.2)
                .candidate(1, LARGE, 31.9 + better, 1)
                .candidate(2, EMPTY, 31 + better, 0)
                .finalist(0, SMALL, FINALIST_STEPS / 2, 20)
                .finalist(0, SMALL, FINALIST_STEPS, 34 + better)
                .finalist(1, LARGE, FINALIST_STEPS, 34.5 + better)
                .finalist(2, EMPTY, FINALIST_STEPS, 33 + better)
                .winner(SMALL, 35 + better, 'c');
    }
}
