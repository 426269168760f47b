package org.deconas.networks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * The weights of a network with their optimiser's state: Adam's two moments and number of updates, for each weight array on its
 * own, because a step of a super-network leaves unselected weights alone.
 */
public final class Weights {

    private final Map<String, WeightArray> arrays;

    /** One named array: copies of what a network held, or what it is to hold. */
    static final class WeightArray {
        final long[] shape;
        final float[] values;
        final float[] firstMoment;
        final float[] secondMoment;
        long updates;

        WeightArray(long[] shape, float[] values, float[] firstMoment, float[] secondMoment, long updates) {
            this.shape = shape;
            this.values = values;
            this.firstMoment = firstMoment;
            this.secondMoment = secondMoment;
            this.updates = updates;
        }

        /** With an optimiser that knows nothing yet. */
        static WeightArray fresh(long[] shape, float[] values) {
            return new WeightArray(shape, values, new float[values.length], new float[values.length], 0);
        }
    }

    Weights(Map<String, WeightArray> arrays) {
        this.arrays = arrays;
    }

    /**
     * Fresh weights: biases 0, kernels normal.
     *
     * @param streams gives each array's source of randomness by its name
     */
    static Weights initial(List<WeightSpec> specs, Function<String, RandomGenerator> streams) {
        Map<String, WeightArray> arrays = new LinkedHashMap<>();
        for (WeightSpec spec : specs) {
            float[] values = new float[spec.size()];
            if (spec.initialDeviation() > 0) {
                RandomGenerator random = streams.apply(spec.name());
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) (random.nextGaussian() * spec.initialDeviation());
                }
            }
            arrays.put(spec.name(), WeightArray.fresh(spec.shape(), values));
        }
        return new Weights(arrays);
    }

    /**
     * The mean of several weights of one network, value by value, moments too: local SGD (Stich 2019).
     *
     * @throws IllegalArgumentException when there are none, or they are not of one network
     */
    public static Weights mean(List<Weights> all) {
        if (all.isEmpty()) {
            throw new IllegalArgumentException("There is no mean of no weights");
        }
        if (all.size() == 1) {
            return all.get(0);
        }
        Map<String, WeightArray> arrays = new LinkedHashMap<>();
        for (Map.Entry<String, WeightArray> entry : all.get(0).arrays.entrySet()) {
            List<WeightArray> same = new ArrayList<>();
            for (Weights weights : all) {
                WeightArray array = weights.arrays.get(entry.getKey());
                if (array == null || array.values.length != entry.getValue().values.length) {
                    throw new IllegalArgumentException("Weights of different networks have no mean: " + entry.getKey());
                }
                same.add(array);
            }
            arrays.put(
                    entry.getKey(),
                    new WeightArray(
                            entry.getValue().shape,
                            mean(same, array -> array.values),
                            mean(same, array -> array.firstMoment),
                            mean(same, array -> array.secondMoment),
                            same.stream()
                                    .mapToLong(array -> array.updates)
                                    .max()
                                    .orElse(0)));
        }
        return new Weights(arrays);
    }

    private static float[] mean(List<WeightArray> same, Function<WeightArray, float[]> part) {
        float[] mean = new float[part.apply(same.get(0)).length];
        for (int i = 0; i < mean.length; i++) {
            double sum = 0;
            for (WeightArray array : same) {
                sum += part.apply(array)[i];
            }
            mean[i] = (float) (sum / same.size());
        }
        return mean;
    }

    /** The same values, with an optimiser that knows nothing yet. */
    public Weights withFreshOptimiser() {
        Map<String, WeightArray> fresh = new LinkedHashMap<>();
        arrays.forEach((name, array) -> fresh.put(name, WeightArray.fresh(array.shape, array.values)));
        return new Weights(fresh);
    }

    Map<String, WeightArray> arrays() {
        return Collections.unmodifiableMap(arrays);
    }

    /** The array of a description. */
    WeightArray get(WeightSpec spec) {
        WeightArray array = arrays.get(spec.name());
        if (array == null || array.values.length != spec.size()) {
            throw new IllegalArgumentException("The weights are of another network: " + spec.name()
                    + (array == null ? " is missing" : " has " + array.values.length + " values, not " + spec.size()));
        }
        return array;
    }

    /** Number of values, over all arrays. */
    public long size() {
        return arrays.values().stream().mapToLong(array -> array.values.length).sum();
    }
}
