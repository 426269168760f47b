package org.deconas.report.statistics;

import java.util.OptionalDouble;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.inference.TTest;

/**
 * How much larger one mean is than another.
 *
 * @param test what it was tested with
 * @param value first mean less second
 * @param low lower end of the 95 % confidence interval; NaN where there are too few observations
 * @param high upper end of it
 * @param p one-sided: how probable a difference this large or larger is if the first is no larger; NaN where there are too few
 *     observations, or where they do not vary
 * @param signFlipP the same from the exact sign-flip permutation test; only for 2 to {@value #MOST_FLIPPED} pairs
 * @param firstN observations behind the first mean
 * @param secondN observations behind the second mean; the same ones' partners when paired
 */
public record Difference(
        Test test, double value, double low, double high, double p, OptionalDouble signFlipP, int firstN, int secondN) {

    /** All 2^n choices of signs are tried up to this many pairs. */
    static final int MOST_FLIPPED = 20;

    /** Sums that are the same but for the order of their rounding differ by less than this share. */
    private static final double ROUNDING = 1e-12;

    /** How two means are compared. */
    public enum Test {
        /** Student's t-test on the differences of pairs. */
        PAIRED,
        /** Welch's t-test: two independent samples, which may vary differently. */
        WELCH
    }

    /**
     * Compares pairs: observation i of both belongs together.
     *
     * @throws IllegalArgumentException when the lengths differ or are 0
     */
    public static Difference paired(double[] first, double[] second) {
        if (first.length != second.length || first.length == 0) {
            throw new IllegalArgumentException(
                    "Pairs need equally many observations, but there are " + first.length + " and " + second.length);
        }
        int n = first.length;
        double[] differences = new double[n];
        for (int i = 0; i < n; i++) {
            differences[i] = first[i] - second[i];
        }
        Estimate mean = Estimate.mean(differences);
        double p = n < 2 || StatUtils.variance(differences) == 0
                ? Double.NaN
                : oneSided(new TTest().pairedT(first, second), new TTest().pairedTTest(first, second));
        return new Difference(Test.PAIRED, mean.value(), mean.low(), mean.high(), p, signFlip(differences), n, n);
    }

    /**
     * Compares independent observations.
     *
     * @throws IllegalArgumentException when one side has none
     */
    public static Difference welch(double[] first, double[] second) {
        if (first.length == 0 || second.length == 0) {
            throw new IllegalArgumentException("Both sides need at least one observation");
        }
        double value = StatUtils.mean(first) - StatUtils.mean(second);
        double a = StatUtils.variance(first) / first.length;
        double b = StatUtils.variance(second) / second.length;
        if (first.length < 2 || second.length < 2 || a + b == 0) {
            return new Difference(
                    Test.WELCH,
                    value,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    OptionalDouble.empty(),
                    first.length,
                    second.length);
        }
        // Welch and Satterthwaite's degrees of freedom
        double degrees = (a + b) * (a + b) / (a * a / (first.length - 1) + b * b / (second.length - 1));
        double margin = Estimate.quantile(degrees) * Math.sqrt(a + b);
        double p = oneSided(new TTest().t(first, second), new TTest().tTest(first, second));
        return new Difference(
                Test.WELCH,
                value,
                value - margin,
                value + margin,
                p,
                OptionalDouble.empty(),
                first.length,
                second.length);
    }

    private static double oneSided(double t, double twoSidedP) {
        return t > 0 ? twoSidedP / 2 : 1 - twoSidedP / 2;
    }

    /** If the first is no larger, each difference could as well have had the other sign (Fisher 1935). */
    private static OptionalDouble signFlip(double[] differences) {
        int n = differences.length;
        if (n < 2 || n > MOST_FLIPPED) {
            return OptionalDouble.empty();
        }
        double observed = 0;
        double size = 0;
        for (double difference : differences) {
            observed += difference;
            size += Math.abs(difference);
        }
        int asLarge = 0;
        for (int signs = 0; signs < 1 << n; signs++) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += (signs >> i & 1) == 0 ? differences[i] : -differences[i];
            }
            if (sum >= observed - ROUNDING * size) {
                asLarge++;
            }
        }
        return OptionalDouble.of((double) asLarge / (1 << n));
    }
}
