package org.deconas.schema;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Every random choice of an experiment comes from a stream of its own, which follows from the experiment's seed and from what
 * is chosen. So a choice can be made again alone, in any order, by whoever takes over.
 */
public final class Seeds {

    private static final RandomGeneratorFactory<RandomGenerator> FACTORY =
            RandomGeneratorFactory.of("L64X128MixRandom");

    private Seeds() {}

    /**
     * The stream of a choice.
     *
     * @param seed the experiment's
     * @param purpose what is chosen
     * @param indices which one of them, as round and step
     */
    public static RandomGenerator stream(long seed, String purpose, long... indices) {
        return FACTORY.create(derive(seed, purpose, indices));
    }

    /** The seed of {@link #stream}. */
    public static long derive(long seed, String purpose, long... indices) {
        long mixed = mix(seed);
        for (byte b : purpose.getBytes(StandardCharsets.UTF_8)) {
            mixed = mix(mixed ^ b);
        }
        for (long index : indices) {
            mixed = mix(mixed ^ index);
        }
        return mixed;
    }

    /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014), one step on. */
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
