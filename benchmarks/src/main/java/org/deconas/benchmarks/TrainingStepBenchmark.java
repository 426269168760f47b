package org.deconas.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.deconas.networks.Batch;
import org.deconas.networks.ReferenceConvolution;
import org.deconas.networks.TrainableNetwork;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.Complexity;
import org.deconas.searchspace.NetworkShape;

/**
 * How near a training step of the published architecture comes to what the machine's TensorFlow reaches on the convolution that it is
 * made of. Both are measured in turn, so that a drift of the machine's speed hits both.
 */
public final class TrainingStepBenchmark {

    private static final int BATCH = 16;
    private static final int SIDE = 32;
    private static final int ROUNDS = Integer.getInteger("deconas.benchmark.rounds", 9);

    /** Runs of the convolutions that are timed together. */
    private static final int REPEATS = 3;

    private TrainingStepBenchmark() {}

    public static void main(String[] args) {
        Architecture architecture = Architecture.DECONASNET;
        double stepOperations =
                (double) Complexity.of(architecture, NetworkShape.PUBLISHED).trainingOperationsPerPixel()
                        * BATCH
                        * SIDE
                        * SIDE;
        Batch low = random(SIDE);
        Batch high = random(SIDE * NetworkShape.PUBLISHED.scale());
        double[] convolution = new double[ROUNDS];
        double[] superNetwork = new double[ROUNDS];
        double[] network = new double[ROUNDS];
        try (ReferenceConvolution limit = new ReferenceConvolution();
                TrainableNetwork shared = TrainableNetwork.superNetwork(architecture.space(), NetworkShape.PUBLISHED);
                TrainableNetwork own = TrainableNetwork.of(architecture, NetworkShape.PUBLISHED)) {
            shared.initialise(name -> new Random(name.hashCode()));
            own.initialise(name -> new Random(name.hashCode()));
            for (int round = -2; round < ROUNDS; round++) {
                double ofConvolution = REPEATS * ReferenceConvolution.operations() / seconds(() -> repeat(limit));
                double ofShared = stepOperations / seconds(() -> shared.step(architecture, low, high, 1e-4));
                double ofOwn = stepOperations / seconds(() -> own.step(architecture, low, high, 1e-4));
                if (round >= 0) {
                    convolution[round] = ofConvolution;
                    superNetwork[round] = ofShared;
                    network[round] = ofOwn;
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "TensorFlow convolution 3x3, 64 to 64 maps, forward and both gradients: %.0f GFLOP/s (median of %d)%n",
                median(convolution) / 1e9,
                ROUNDS);
        report("super-network step", superNetwork, convolution, stepOperations);
        report("stand-alone step", network, convolution, stepOperations);
    }

    private static void report(String name, double[] measured, double[] limit, double operations) {
        double[] ratios = new double[measured.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = measured[i] / limit[i];
        }
        System.out.printf(
                Locale.ROOT,
                "%s: %.0f GFLOP/s, %.0f ms; %.0f %% of the convolution (median of ratios, %.0f to %.0f %%)%n",
                name,
                median(measured) / 1e9,
                1e3 * operations / median(measured),
                100 * median(ratios),
                100 * Arrays.stream(ratios).min().orElse(0),
                100 * Arrays.stream(ratios).max().orElse(0));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void repeat(ReferenceConvolution limit) {
        for (int run = 0; run < REPEATS; run++) {
            limit.run();
        }
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static Batch random(int side) {
        Random random = new Random(side);
        float[] values = new float[BATCH * side * side * 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return new Batch(BATCH, side, side, values);
    }
}
