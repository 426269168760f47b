package org.deconas.networks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.NetworkShape;
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

    /** A target above all outputs: every output value then pulls the loss the same way, so that gradients are large. */
    static Batch bright(int count, int height, int width) {
        float[] values = new float[count * height * width * 3];
        Arrays.fill(values, 50);
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

    /** Fresh weights, but biases that are not 0: a bias that is forgotten or misplaced is to show. */
    static void randomWeights(TrainableNetwork network, long seed) {
        network.initialise(streams(seed));
        Weights weights = network.weights();
        weights.arrays().forEach((name, array) -> {
            if (array.shape.length == 1) {
                Random random = new Random(seed * 17 + name.hashCode());
                for (int i = 0; i < array.values.length; i++) {
                    array.values[i] = (float) (0.3 * random.nextGaussian());
                }
            }
        });
        network.load(weights);
    }

    /** The gate of each weight array of a super-network, by its name. */
    static Map<String, Integer> gates(SearchSpace space, NetworkShape shape) {
        return BuiltGraph.superNetworkWeights(space, shape).stream()
                .collect(Collectors.toMap(WeightSpec::name, WeightSpec::gate));
    }

    static byte[] bytes(Weights weights) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            WeightsFormat.write(weights, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
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
