package org.deconas.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import org.deconas.report.statistics.Difference;

/**
 * REINFORCE against sampling at random, over seeds.
 *
 * @param quantity what is compared, in dB
 * @param difference reinforce less random; empty where it cannot be made
 * @param remark how it was made, or why it was not
 */
public record StrategyComparison(String quantity, Optional<Difference> difference, String remark) {

    static final String SEARCH = "reinforce";
    static final String CONTROL = "random";

    private static final int LEAST_PAIRS = 2;

    /** Pairs by seed where at least two seeds have both strategies, else takes the experiments as independent. */
    static StrategyComparison of(
            String quantity,
            List<ExperimentSummary> experiments,
            Function<ExperimentSummary, OptionalDouble> measured) {
        Map<Long, Double> search = new TreeMap<>();
        Map<Long, Double> control = new TreeMap<>();
        for (ExperimentSummary experiment : experiments) {
            OptionalDouble value = measured.apply(experiment);
            Map<Long, Double> side = experiment.strategy().equals(SEARCH)
                    ? search
                    : experiment.strategy().equals(CONTROL) ? control : null;
            if (side != null && value.isPresent() && side.put(experiment.seed(), value.getAsDouble()) != null) {
                return not(
                        quantity,
                        "several experiments are " + experiment.strategy() + " with seed " + experiment.seed()
                                + "; seeds are what repeats a search, so give one of them");
            }
        }
        if (search.isEmpty() || control.isEmpty()) {
            return not(
                    quantity,
                    "n = " + search.size() + " " + SEARCH + ", " + control.size() + " " + CONTROL
                            + "; it needs both ('--set search.strategy=" + CONTROL + "' is the control)");
        }
        return compared(quantity, search, control);
    }

    private static StrategyComparison compared(String quantity, Map<Long, Double> search, Map<Long, Double> control) {
        List<Long> common =
                search.keySet().stream().filter(control::containsKey).toList();
        boolean pairing = common.size() >= LEAST_PAIRS || common.size() == search.size();
        if (pairing) {
            List<Long> unpaired = new ArrayList<>(search.keySet());
            unpaired.addAll(control.keySet());
            unpaired.removeAll(common);
            Difference difference = Difference.paired(values(search, common), values(control, common));
            return new StrategyComparison(
                    quantity,
                    Optional.of(difference),
                    "paired by seed " + common + (unpaired.isEmpty() ? "" : "; without a partner: seed " + unpaired));
        }
        Difference difference = Difference.welch(
                values(search, List.copyOf(search.keySet())), values(control, List.copyOf(control.keySet())));
        return new StrategyComparison(quantity, Optional.of(difference), "seeds do not pair: taken as independent");
    }

    private static StrategyComparison not(String quantity, String reason) {
        return new StrategyComparison(quantity, Optional.empty(), reason);
    }

    private static double[] values(Map<Long, Double> bySeed, List<Long> seeds) {
        return seeds.stream().mapToDouble(bySeed::get).toArray();
    }
}
