package org.deconas.report.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What nothing else is better than: cheaper at no less worth, or worth more at no higher cost. */
public final class ParetoSet {

    private ParetoSet() {}

    /**
     * The members that no other dominates, cheapest first. Of several alike all are members.
     *
     * @param cost the less, the better
     * @param worth the more, the better
     */
    public static <T> List<T> of(List<T> all, ToDoubleFunction<T> cost, ToDoubleFunction<T> worth) {
        Comparator<T> cheapestThenBest = Comparator.comparingDouble(cost)
                .thenComparing(Comparator.comparingDouble(worth).reversed());
        List<T> members = new ArrayList<>();
        double best = Double.NEGATIVE_INFINITY;
        double costOfBest = Double.NaN;
        for (T one : all.stream().sorted(cheapestThenBest).toList()) {
            double gain = worth.applyAsDouble(one);
            // As good as the best: alike where it costs the same, else dominated
            if (gain > best || gain == best && cost.applyAsDouble(one) == costOfBest) {
                members.add(one);
                best = gain;
                costOfBest = cost.applyAsDouble(one);
            }
        }
        return List.copyOf(members);
    }
}
