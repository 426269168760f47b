package org.deconas.benchmarks;

/** Delays by the millisecond. For one thread. */
final class Delays {

    private static final int MOST_MS = 60_000; // longer ones count as that

    private final long[] counts = new long[MOST_MS + 1];
    private long count;

    void add(long ms) {
        counts[(int) Math.max(0, Math.min(MOST_MS, ms))]++;
        count++;
    }

    long count() {
        return count;
    }

    /** The delay in ms that a share of all does not exceed. */
    int quantile(double share) {
        long left = (long) Math.ceil(share * count);
        int ms = 0;
        while (ms < MOST_MS && (left -= counts[ms]) > 0) {
            ms++;
        }
        return ms;
    }

    int longest() {
        return quantile(1);
    }
}
