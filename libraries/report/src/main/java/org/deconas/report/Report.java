package org.deconas.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.deconas.report.MeasuredNetwork.Measured;
import org.deconas.report.statistics.ParetoSet;
import org.deconas.report.statistics.RankCorrelation;
import org.deconas.schema.PolicyUpdated;
import org.deconas.schema.RewardMeasured;

/**
 * What experiments say together: every figure of the report, before it is written down.
 *
 * @param settings of each experiment, in the order of {@code experiments}
 * @param rewards mean reward of the sampled architectures by round, dB
 * @param psnrs their mean PSNR by round, dB
 * @param penalties their mean complexity penalty by round, in [0, 1]
 * @param entropies mean entropy of the sampled architectures by policy version, nats
 * @param networks everything that was measured on all validation patches
 * @param rankings shared weights against weights of their own, by experiment
 * @param rankCorrelation over all experiments, within each
 */
public record Report(
        List<ExperimentSummary> experiments,
        List<Settings> settings,
        List<Curve> rewards,
        List<Curve> psnrs,
        List<Curve> penalties,
        List<Curve> entropies,
        List<StrategyComparison> comparisons,
        List<MeasuredNetwork> networks,
        List<SharedWeightRanking> rankings,
        RankCorrelation rankCorrelation) {

    /** The file that the report's text is written to. */
    public static final String TEXT = "report.md";

    /**
     * Works out the figures.
     *
     * @param logs at least one
     * @throws IllegalArgumentException when there is none, or an experiment is there twice
     */
    public static Report of(List<ExperimentLog> logs) {
        if (logs.isEmpty()) {
            throw new IllegalArgumentException("A report needs at least one experiment");
        }
        Set<String> ids = new HashSet<>();
        for (ExperimentLog log : logs) {
            if (!ids.add(log.id())) {
                throw new IllegalArgumentException("Experiment " + log.id() + " was given twice");
            }
        }
        List<ExperimentSummary> experiments =
                logs.stream().map(ExperimentSummary::of).toList();
        List<SharedWeightRanking> rankings =
                logs.stream().map(SharedWeightRanking::of).toList();
        return new Report(
                experiments,
                logs.stream().map(ExperimentLog::settings).toList(),
                Curve.ofRounds(logs, RewardMeasured::reward),
                Curve.ofRounds(logs, RewardMeasured::psnr),
                Curve.ofRounds(logs, RewardMeasured::penalty),
                Curve.ofPolicies(logs, PolicyUpdated::meanEntropy),
                List.of(
                        StrategyComparison.of(
                                "mean reward of the last round", experiments, ExperimentSummary::lastRoundReward),
                        StrategyComparison.of("reward of the winner", experiments, ExperimentSummary::winnerReward)),
                logs.stream().flatMap(log -> MeasuredNetwork.of(log).stream()).toList(),
                rankings,
                RankCorrelation.within(
                        rankings.stream().map(SharedWeightRanking::scores).toList()));
    }

    /**
     * Of the networks measured in one way: those that no other of the same experiment is better than at no higher cost. Experiment by
     * experiment, because each has its own validation patches; cheapest first.
     */
    List<MeasuredNetwork> paretoSets(Measured weights) {
        return experiments.stream()
                .flatMap(experiment -> ParetoSet.of(
                        measured(weights).stream()
                                .filter(network -> network.experimentId().equals(experiment.id()))
                                .toList(),
                        MeasuredNetwork::multiplyAdds,
                        MeasuredNetwork::psnr)
                        .stream())
                .toList();
    }

    /** The networks measured in one way. */
    List<MeasuredNetwork> measured(Measured weights) {
        return networks.stream().filter(network -> network.weights() == weights).toList();
    }

    /** The experiments of each strategy, by its name. */
    TreeMap<String, List<ExperimentSummary>> strategies() {
        return experiments.stream()
                .collect(Collectors.groupingBy(ExperimentSummary::strategy, TreeMap::new, Collectors.toList()));
    }

    /**
     * Writes {@value #TEXT} and its plots into a folder, which is made if it is not there.
     *
     * @return the files, the text first
     * @throws IOException when they cannot be written
     */
    public List<Path> write(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<Path> files = new ArrayList<>();
        Path text = folder.resolve(TEXT);
        files.add(text);
        List<Plot> plots = Plot.available() ? Plots.of(this) : List.of();
        for (Plot plot : plots) {
            files.add(plot.write(folder.resolve(plot.file())));
        }
        Files.writeString(text, new ReportText(this, plots).toString());
        return files;
    }
}
