package org.deconas.report.statistics;

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
        return all.stream()
                .filter(one -> all.stream().noneMatch(other -> dominates(other, one, cost, worth)))
                .sorted(Comparator.comparingDouble(cost))
                .toList();
    }

    private static <T> boolean dominates(T other, T one, ToDoubleFunction<T> cost, ToDoubleFunction<T> worth) {
        double costs = cost.applyAsDouble(other) - cost.applyAsDouble(one);
        double gains = worth.applyAsDouble(other) - worth.applyAsDouble(one);
        return costs <= 0 && gains >= 0 && (costs < 0 || gains > 0);
    }
}
