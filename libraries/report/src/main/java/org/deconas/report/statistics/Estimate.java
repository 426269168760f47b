package org.deconas.report.statistics;

import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * A mean with its 95 % confidence interval.
 *
 * @param value the mean
 * @param low lower end of the interval; NaN when n is 1
 * @param high upper end of the interval; NaN when n is 1
 * @param n independent observations that it is the mean of, at least 1
 */
public record Estimate(double value, double low, double high, int n) {

    /** Two-sided coverage of every interval in a report. */
    public static final double CONFIDENCE = 0.95;

    /**
     * The mean of independent observations, with Student's interval.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Estimate mean(double... observations) {
        int n = observations.length;
        if (n == 0) {
            throw new IllegalArgumentException("A mean needs at least one observation");
        }
        double mean = StatUtils.mean(observations);
        if (n == 1) {
            return new Estimate(mean, Double.NaN, Double.NaN, n);
        }
        double margin = quantile(n - 1) * Math.sqrt(StatUtils.variance(observations) / n);
        return new Estimate(mean, mean - margin, mean + margin, n);
    }

    /** Whether there is an interval: one observation has none. */
    public boolean hasInterval() {
        return !Double.isNaN(low);
    }

    /** How many standard errors the two-sided interval reaches to each side, for Student's t with these degrees of freedom. */
    static double quantile(double degreesOfFreedom) {
        return new TDistribution(null, degreesOfFreedom).inverseCumulativeProbability((1 + CONFIDENCE) / 2);
    }
}
