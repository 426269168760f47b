package org.deconas.report.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.special.Erf;

/**
 * Kendall's τ-b between two scores of the same things. Where they come in groups whose scores cannot be compared with each other's,
 * only pairs within a group are counted; with one group it is the usual τ-b.
 *
 * @param tau in [-1, 1]; NaN where one of the scores is the same for all
 * @param low lower end of the 95 % bootstrap percentile interval; NaN where τ is
 * @param high upper end of it
 * @param p two-sided, against no association; exact without ties, else by the normal approximation (Kendall 1970)
 * @param exact whether p is exact
 * @param n things that were scored twice, in groups of at least 2
 * @param groups groups of at least 2
 */
public record RankCorrelation(double tau, double low, double high, double p, boolean exact, int n, int groups) {

    private static final int RESAMPLES = 10_000;
    private static final long BOOTSTRAP_SEED = 1;

    /** Both scores of one thing. */
    public record Scores(double first, double second) {}

    /** Things of one group were scored alike; a group of one says nothing and is left out. */
    public static RankCorrelation within(List<List<Scores>> groups) {
        List<Scores[]> counted = groups.stream()
                .filter(group -> group.size() > 1)
                .map(group -> group.toArray(Scores[]::new))
                .toList();
        PairCounts counts = PairCounts.of(counted);
        double tau = counts.tau();
        boolean exact = counts.ties == 0;
        double p = Double.isNaN(tau) ? Double.NaN : exact ? exactP(counted, counts) : normalP(counted, counts);
        double[] interval = Double.isNaN(tau) ? new double[] {Double.NaN, Double.NaN} : bootstrap(counted);
        int n = counted.stream().mapToInt(group -> group.length).sum();
        return new RankCorrelation(tau, interval[0], interval[1], p, exact, n, counted.size());
    }

    /**
     * Pairs of things, over all groups.
     *
     * @param difference concordant less discordant pairs
     * @param firstDiffers pairs with different first scores
     * @param secondDiffers pairs with different second scores
     * @param ties pairs that are alike in one of the scores or in both
     */
    private record PairCounts(long difference, long firstDiffers, long secondDiffers, long ties, long pairs) {

        static PairCounts of(List<Scores[]> groups) {
            long difference = 0;
            long firstDiffers = 0;
            long secondDiffers = 0;
            long ties = 0;
            long pairs = 0;
            for (Scores[] group : groups) {
                for (int i = 0; i < group.length; i++) {
                    for (int j = 0; j < i; j++) {
                        int first = Double.compare(group[i].first, group[j].first);
                        int second = Double.compare(group[i].second, group[j].second);
                        difference += Integer.signum(first) * Integer.signum(second);
                        firstDiffers += first != 0 ? 1 : 0;
                        secondDiffers += second != 0 ? 1 : 0;
                        ties += first == 0 || second == 0 ? 1 : 0;
                        pairs++;
                    }
                }
            }
            return new PairCounts(difference, firstDiffers, secondDiffers, ties, pairs);
        }

        double tau() {
            return difference / Math.sqrt((double) firstDiffers * secondDiffers);
        }
    }

    /**
     * The number of discordant pairs of n things in random order is a sum of independent uniform numbers from 0 to i, for i from 1
     * to n − 1; that of all groups is the sum over groups.
     */
    private static double exactP(List<Scores[]> groups, PairCounts counts) {
        double[] probability = new double[(int) counts.pairs + 1]; // by discordant pairs
        probability[0] = 1;
        for (Scores[] group : groups) {
            for (int i = 1; i < group.length; i++) {
                double[] next = new double[probability.length];
                double window = 0; // sum of the last i + 1 probabilities
                for (int discordant = 0; discordant < next.length; discordant++) {
                    window += probability[discordant] - (discordant > i ? probability[discordant - i - 1] : 0);
                    next[discordant] = window / (i + 1);
                }
                probability = next;
            }
        }
        double p = 0;
        for (int discordant = 0; discordant < probability.length; discordant++) {
            if (Math.abs(counts.pairs - 2L * discordant) >= Math.abs(counts.difference)) {
                p += probability[discordant];
            }
        }
        return Math.min(1, p);
    }

    private static double normalP(List<Scores[]> groups, PairCounts counts) {
        double variance = groups.stream().mapToDouble(RankCorrelation::variance).sum();
        return Erf.erfc(Math.abs(counts.difference) / Math.sqrt(2 * variance));
    }

    /** Variance of a group's concordant less discordant pairs, corrected for ties (Kendall 1970, section 4.9). */
    private static double variance(Scores[] group) {
        double n = group.length;
        Ties first = Ties.of(Arrays.stream(group).mapToDouble(Scores::first).toArray());
        Ties second = Ties.of(Arrays.stream(group).mapToDouble(Scores::second).toArray());
        double pairs = n * (n - 1);
        double triples = pairs * (n - 2);
        return (pairs * (2 * n + 5) - first.weighted - second.weighted) / 18
                + first.pairs * second.pairs / (2 * pairs)
                + (triples == 0 ? 0 : first.triples * second.triples / (9 * triples));
    }

    /** Sums over runs of t equal scores: t(t − 1), t(t − 1)(t − 2), t(t − 1)(2t + 5). */
    private record Ties(double pairs, double triples, double weighted) {

        static Ties of(double[] scores) {
            Arrays.sort(scores);
            double pairs = 0;
            double triples = 0;
            double weighted = 0;
            int start = 0;
            for (int end = 1; end <= scores.length; end++) {
                if (end == scores.length || scores[end] != scores[start]) {
                    double t = end - start;
                    pairs += t * (t - 1);
                    triples += t * (t - 1) * (t - 2);
                    weighted += t * (t - 1) * (2 * t + 5);
                    start = end;
                }
            }
            return new Ties(pairs, triples, weighted);
        }
    }

    /** Each group is drawn again from itself; draws that have no τ are left out. */
    private static double[] bootstrap(List<Scores[]> groups) {
        SplittableRandom random = new SplittableRandom(BOOTSTRAP_SEED);
        double[] taus = new double[RESAMPLES];
        int drawn = 0;
        for (int resample = 0; resample < RESAMPLES; resample++) {
            List<Scores[]> again = groups.stream()
                    .map(group -> random.ints(group.length, 0, group.length)
                            .mapToObj(i -> group[i])
                            .toArray(Scores[]::new))
                    .toList();
            double tau = PairCounts.of(again).tau();
            if (!Double.isNaN(tau)) {
                taus[drawn++] = tau;
            }
        }
        double[] sorted = Arrays.copyOf(taus, drawn);
        Arrays.sort(sorted);
        double tail = (1 - Estimate.CONFIDENCE) / 2;
        return new double[] {percentile(sorted, tail), percentile(sorted, 1 - tail)};
    }

    private static double percentile(double[] sorted, double share) {
        return sorted.length == 0
                ? Double.NaN
                : sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))];
    }
}
