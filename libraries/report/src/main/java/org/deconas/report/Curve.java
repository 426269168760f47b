package org.deconas.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.deconas.report.statistics.Estimate;
import org.deconas.schema.PolicyUpdated;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.TrialPurpose;

/**
 * A quantity in the course of a search, over the experiments of one strategy.
 *
 * @param points in the order of x
 */
public record Curve(String strategy, List<Point> points) {

    /**
     * @param x round or policy version
     * @param y mean over experiments
     */
    public record Point(long x, Estimate y) {}

    public Curve {
        points = List.copyOf(points);
    }

    /** By round, from 0: the mean over a round's trials, then over experiments. */
    static List<Curve> ofRounds(List<ExperimentLog> logs, ToDoubleFunction<RewardMeasured> quantity) {
        return byStrategy(
                logs,
                log -> log.rewards(TrialPurpose.REINFORCE).stream()
                        .collect(Collectors.groupingBy(
                                reward -> (long) reward.round(), TreeMap::new, Collectors.averagingDouble(quantity))));
    }

    /** By policy version, from 1. */
    static List<Curve> ofPolicies(List<ExperimentLog> logs, ToDoubleFunction<PolicyUpdated> quantity) {
        return byStrategy(
                logs,
                log -> log.policies().stream()
                        .filter(policy -> policy.version() > 0)
                        .collect(Collectors.toMap(
                                PolicyUpdated::version,
                                quantity::applyAsDouble,
                                (first, repeated) -> first,
                                TreeMap::new)));
    }

    private interface Course {
        Map<Long, Double> of(ExperimentLog log);
    }

    private static List<Curve> byStrategy(List<ExperimentLog> logs, Course course) {
        Map<String, Map<Long, List<Double>>> values = new TreeMap<>();
        for (ExperimentLog log : logs) {
            Map<Long, List<Double>> ofStrategy = values.computeIfAbsent(log.strategy(), name -> new TreeMap<>());
            course.of(log)
                    .forEach((x, y) -> ofStrategy
                            .computeIfAbsent(x, nothing -> new ArrayList<>())
                            .add(y));
        }
        return values.entrySet().stream()
                .map(strategy -> new Curve(
                        strategy.getKey(),
                        strategy.getValue().entrySet().stream()
                                .map(point -> new Point(point.getKey(), mean(point.getValue())))
                                .toList()))
                .filter(curve -> !curve.points.isEmpty())
                .toList();
    }

    private static Estimate mean(List<Double> values) {
        return Estimate.mean(values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
