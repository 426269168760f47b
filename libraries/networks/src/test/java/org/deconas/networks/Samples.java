package org.deconas.networks;

import java.util.Random;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.SearchSpace;

/** Random inputs of the tests. */
final class Samples {

    private Samples() {}

    static Batch batch(long seed, int count, int height, int width) {
        Random random = new Random(seed);
        float[] values = new float[count * height * width * 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return new Batch(count, height, width, values);
    }

    /** A target that no output comes near: where the absolute error has its kink, rounding would decide the gradient. */
    static Batch farTarget(long seed, int count, int height, int width) {
        Random random = new Random(seed);
        float[] values = new float[count * height * width * 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextBoolean() ? 50 : -50;
        }
        return new Batch(count, height, width, values);
    }

    static Architecture architecture(SearchSpace space, Random random) {
        boolean[] bits = new boolean[space.bits()];
        double density = random.nextDouble();
        for (int i = 0; i < bits.length; i++) {
            bits[i] = random.nextDouble() < density;
        }
        return Architecture.of(space, bits);
    }

    static Function<String, RandomGenerator> streams(long seed) {
        return name -> new Random(seed * 31 + name.hashCode());
    }

    /** ‖a − b‖ / ‖b‖. */
    static double relativeError(float[] a, float[] b) {
        double difference = 0;
        double length = 0;
        for (int i = 0; i < b.length; i++) {
            difference += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
            length += (double) b[i] * b[i];
        }
        return Math.sqrt(difference / Math.max(length, 1e-30));
    }

    static double maxDifference(float[] a, float[] b) {
        double most = 0;
        for (int i = 0; i < b.length; i++) {
            most = Math.max(most, Math.abs(a[i] - b[i]));
        }
        return most;
    }
}
