package org.deconas.experiments.projection;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * How many trials were worth at most so many dB, in quarters from 20 to 42: counters {@code deconas.rewards} with the label {@code le}, as
 * Prometheus wants a histogram's. Micrometer's own rounds up to whole numbers what it counts, and trials of one search differ by tenths.
 */
final class RewardHistogram {

    private static final double[] DECIBELS = Stream.of(
                    DoubleStream.of(5, 10, 15, 18),
                    DoubleStream.iterate(20, bound -> bound <= 42, bound -> bound + 0.25),
                    DoubleStream.of(45, 50, Double.POSITIVE_INFINITY))
            .flatMapToDouble(bounds -> bounds)
            .toArray();

    private final AtomicLongArray counts = new AtomicLongArray(DECIBELS.length);

    RewardHistogram(MeterRegistry metrics) {
        for (int bucket = 0; bucket < DECIBELS.length; bucket++) {
            int last = bucket;
            FunctionCounter.builder("deconas.rewards", this, histogram -> histogram.upTo(last))
                    .description("trials by psnr - penalty weight x penalty, up to so many dB")
                    .tag("le", Double.isInfinite(DECIBELS[last]) ? "+Inf" : Double.toString(DECIBELS[last]))
                    .register(metrics);
        }
    }

    void record(double reward) {
        int found = Arrays.binarySearch(DECIBELS, reward);
        counts.incrementAndGet(found < 0 ? -found - 1 : found);
    }

    private double upTo(int last) {
        long sum = 0;
        for (int bucket = 0; bucket <= last; bucket++) {
            sum += counts.get(bucket);
        }
        return sum;
    }
}
