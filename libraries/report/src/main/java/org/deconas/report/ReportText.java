package org.deconas.report;

import static org.deconas.report.Figures.count;
import static org.deconas.report.Figures.decimal;
import static org.deconas.report.Figures.estimate;
import static org.deconas.report.Figures.giga;
import static org.deconas.report.Figures.interval;
import static org.deconas.report.Figures.probability;
import static org.deconas.report.Figures.signed;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deconas.report.Curve.Point;
import org.deconas.report.MeasuredNetwork.Measured;
import org.deconas.report.Plot.Section;
import org.deconas.report.statistics.Difference;
import org.deconas.report.statistics.RankCorrelation;

/** The report as Markdown. */
final class ReportText {

    private static final int LEAST_RANKED = 5;

    private final Report report;
    private final List<Plot> plots;
    private final StringBuilder text = new StringBuilder();

    ReportText(Report report, List<Plot> plots) {
        this.report = report;
        this.plots = plots;
        say("# Report on " + countOf(report.experiments().size(), "experiment"));
        say(report.strategies().entrySet().stream()
                        .map(strategy -> strategy.getKey() + ": n = "
                                + strategy.getValue().size())
                        .collect(Collectors.joining("; ", "Sampling by ", "."))
                + " Rounds, updates and indices count from 0, as in the log. Intervals are 95 % confidence intervals.");
        if (!Plot.available()) {
            say("No plots: this Java finds no fonts. Install fontconfig and a font, and make the report again.");
        }
        settings();
        experiments();
        rounds();
        entropy();
        comparisons();
        pareto();
        ranks();
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private void settings() {
        say("## Settings");
        List<String> differing = Settings.differing(report.settings());
        if (!differing.isEmpty()) {
            say("Those that differ:");
            MarkdownTable table = new MarkdownTable(heads("setting"));
            differing.forEach(key -> table.row(cells(
                    key,
                    report.settings().stream().map(settings -> settings.of(key)).toList())));
            say(table);
            say("In common:");
        }
        Set<String> apart = new HashSet<>(differing);
        MarkdownTable table = new MarkdownTable("setting", "value");
        report.settings().get(0).values().forEach((key, value) -> {
            if (!apart.contains(key)) {
                table.row(key, value);
            }
        });
        say(table);
    }

    private void experiments() {
        say("## Experiments");
        MarkdownTable searches = new MarkdownTable(
                "experiment", "strategy", "seed", "outcome", "last round", "its mean reward, dB", "best trial, dB");
        MarkdownTable winners = new MarkdownTable(
                "experiment",
                "strategy",
                "seed",
                "winner",
                "PSNR, dB",
                "bicubic, dB",
                "penalty",
                "reward, dB",
                "parameters",
                "multiply-adds 1280x720",
                "steps");
        for (ExperimentSummary one : report.experiments()) {
            searches.row(
                    one.id() + " (" + one.name() + ")",
                    one.strategy(),
                    one.seed(),
                    one.outcome(),
                    one.lastRound() < 0 ? Figures.NONE : one.lastRound(),
                    decimal(one.lastRoundReward().orElse(Double.NaN)) + " (n = " + one.lastRoundTrials() + " trials)",
                    one.bestTrial()
                            .map(best -> decimal(best.reward()) + ": `" + best.sequence() + "`")
                            .orElse(Figures.NONE));
            one.winner()
                    .ifPresent(winner -> winners.row(
                            one.id(),
                            one.strategy(),
                            one.seed(),
                            "`" + winner.sequence() + "`",
                            decimal(winner.psnr()),
                            decimal(winner.bicubicPsnr()),
                            decimal(winner.penalty()),
                            decimal(winner.reward()),
                            count(winner.parameters()),
                            giga(winner.multiplyAdds()),
                            count(winner.steps())));
        }
        say(searches);
        say("The best trial is the one with the highest reward by shared weights, on a round's validation patches.");
        long won = report.experiments().stream()
                .filter(one -> one.winner().isPresent())
                .count();
        say("Winners after training, on all validation patches (n = " + won + "); reward is PSNR − λ·penalty:");
        say(winners);
    }

    private void rounds() {
        say("## Rounds");
        say("Means over the trials of a round, then over seeds, ± the half-width of the interval over seeds (n seeds)."
                + " Each search measures with its own shared weights.");
        show(Section.REWARD);
        show(Section.PSNR);
        show(Section.PENALTY);
        MarkdownTable table = new MarkdownTable("strategy", "round", "n", "reward, dB", "PSNR, dB", "penalty");
        for (int curve = 0; curve < report.rewards().size(); curve++) {
            List<Point> rewards = report.rewards().get(curve).points();
            for (int i = 0; i < rewards.size(); i++) {
                table.row(
                        report.rewards().get(curve).strategy(),
                        rewards.get(i).x(),
                        rewards.get(i).y().n(),
                        estimate(rewards.get(i).y()),
                        estimate(report.psnrs().get(curve).points().get(i).y()),
                        estimate(report.penalties().get(curve).points().get(i).y()));
            }
        }
        say(table);
    }

    private void entropy() {
        say("## Policy entropy");
        show(Section.ENTROPY);
        MarkdownTable table = new MarkdownTable("strategy", "policy version", "n", "entropy, nats");
        for (Curve curve : report.entropies()) {
            Point first = curve.points().get(0);
            Point last = curve.points().get(curve.points().size() - 1);
            table.row(curve.strategy(), first.x(), first.y().n(), estimate(first.y()));
            if (last != first) {
                table.row(curve.strategy(), last.x(), last.y().n(), estimate(last.y()));
            }
        }
        say(table);
    }

    private void comparisons() {
        say("## REINFORCE against random sampling");
        Set<String> others = new TreeSet<>(Settings.differing(report.settings()));
        others.removeAll(List.of(Settings.SEED, Settings.STRATEGY));
        if (!others.isEmpty()) {
            say("Take care: besides seed and strategy these settings differ, too: " + String.join(", ", others) + ".");
        }
        MarkdownTable table = new MarkdownTable(
                "quantity, dB", "reinforce − random", "95 % interval", "one-sided p", "exact sign-flip p", "n", "how");
        for (StrategyComparison comparison : report.comparisons()) {
            comparison
                    .difference()
                    .ifPresentOrElse(
                            difference -> table.row(
                                    comparison.quantity(),
                                    signed(difference.value()),
                                    interval(difference.low(), difference.high()),
                                    probability(difference.p()),
                                    probability(difference.signFlipP().orElse(Double.NaN)),
                                    sizes(difference),
                                    comparison.remark()),
                            () -> table.row(
                                    comparison.quantity(),
                                    "–",
                                    "–",
                                    "–",
                                    "–",
                                    "–",
                                    "not compared: " + comparison.remark()));
        }
        say(table);
        say(
                "p is the probability of a difference this large or larger if reinforce is no better: from a t-test (paired by seed where"
                        + " seeds pair, else Welch's), and from trying all 2^n signs of n pairs, which cannot fall below 1/2^n."
                        + " A winner's reward is measured with its own weights after training, so it does not depend on a search's shared"
                        + " weights.");
        report.comparisons()
                .forEach(comparison -> comparison
                        .difference()
                        .filter(difference -> !Double.isNaN(difference.low()))
                        .ifPresent(difference ->
                                say("The " + comparison.quantity() + ": with 95 % confidence reinforce is "
                                        + (difference.low() >= 0
                                                ? "no worse than random"
                                                : "at worst " + decimal(-difference.low()) + " dB below random")
                                        + " (n = " + sizes(difference) + ").")));
    }

    private static String sizes(Difference difference) {
        return difference.test() == Difference.Test.PAIRED
                ? countOf(difference.firstN(), "pair")
                : difference.firstN() + " and " + difference.secondN();
    }

    private void pareto() {
        say("## Pareto set: PSNR against multiply-adds");
        say(
                "On all validation patches; multiply-adds for an output of 1280x720. Each experiment and each kind of measurement has a set of"
                        + " its own, because their PSNR cannot be compared: "
                        + List.of(Measured.values()).stream()
                                .map(weights -> weights + " n = "
                                        + report.measured(weights).size())
                                .collect(Collectors.joining("; "))
                        + ".");
        show(Section.PARETO);
        MarkdownTable table =
                new MarkdownTable("measured with", "experiment", "steps", "multiply-adds", "PSNR, dB", "architecture");
        for (Measured weights : Measured.values()) {
            for (MeasuredNetwork network : report.paretoSets(weights)) {
                table.row(
                        weights,
                        network.experimentId(),
                        count(network.steps()),
                        giga(network.multiplyAdds()),
                        decimal(network.psnr()),
                        "`" + network.sequence() + "`");
            }
        }
        say(table);
    }

    private void ranks() {
        say("## Do shared weights rank as separate training does?");
        RankCorrelation all = report.rankCorrelation();
        if (all.n() < LEAST_RANKED) {
            say("n = " + all.n() + ": fewer than " + LEAST_RANKED
                    + " networks of one experiment were measured both with shared"
                    + " weights and after training of their own, too few to say. An experiment with"
                    + " `--set search.finalists=12 --set search.candidates=12` gives 12.");
            return;
        }
        show(Section.RANKS);
        say(RankingTable.of(report, LEAST_RANKED));
        say(
                "PSNR on all validation patches with shared weights (candidates) against PSNR at the end of the finalists' training. The"
                        + " interval is the bootstrap's percentile interval with a fixed seed; p is exact where no scores are equal.");
        if (report.rankings().stream().anyMatch(SharedWeightRanking::isSelection)) {
            say(
                    "Only the candidates with the best rewards were trained on, which narrows the range and lowers τ; as many finalists as"
                            + " candidates avoid that.");
        }
    }

    private void show(Section section) {
        plots.stream()
                .filter(plot -> plot.section() == section)
                .forEach(plot -> say("![" + plot.title() + "](" + plot.file() + ")"));
    }

    private void say(Object paragraph) {
        text.append(paragraph.toString().stripTrailing()).append("\n\n");
    }

    private String[] heads(String first) {
        return Stream.concat(Stream.of(first), report.experiments().stream().map(ExperimentSummary::id))
                .toArray(String[]::new);
    }

    private static Object[] cells(String first, List<String> others) {
        return Stream.concat(Stream.of(first), others.stream()).toArray();
    }

    private static String countOf(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
