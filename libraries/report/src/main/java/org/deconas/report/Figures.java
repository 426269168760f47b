package org.deconas.report;

import java.util.Locale;
import org.deconas.report.statistics.Estimate;

/** How figures are written in the report. */
final class Figures {

    static final String NONE = "–";

    private static final double GIGA = 1e9;
    private static final double SMALLEST_P = 1e-4;

    private Figures() {}

    /** Three decimals: dB, penalties, nats. */
    static String decimal(double value) {
        return Double.isNaN(value) ? NONE : String.format(Locale.ROOT, "%.3f", value);
    }

    /** With a sign. */
    static String signed(double value) {
        return Double.isNaN(value) ? NONE : String.format(Locale.ROOT, "%+.3f", value);
    }

    static String interval(double low, double high) {
        return Double.isNaN(low) ? "no interval" : signed(low) + " to " + signed(high);
    }

    /** A mean with half the width of its interval. */
    static String estimate(Estimate estimate) {
        return decimal(estimate.value())
                + (estimate.hasInterval() ? " ± " + decimal(estimate.high() - estimate.value()) : "");
    }

    static String probability(double p) {
        if (Double.isNaN(p)) {
            return NONE;
        }
        return p < SMALLEST_P ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", p);
    }

    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    static String giga(long value) {
        return String.format(Locale.ROOT, "%.2f G", value / GIGA);
    }
}
