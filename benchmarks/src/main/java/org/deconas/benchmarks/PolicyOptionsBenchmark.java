package org.deconas.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.deconas.controller.MeasuredTrial;
import org.deconas.controller.Policy;
import org.deconas.controller.PolicyOptions;
import org.deconas.controller.PolicyOptions.Baseline;
import org.deconas.controller.PolicyOptions.Heads;
import org.deconas.controller.Reinforce;
import org.deconas.controller.Sample;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.SearchSpace;

/**
 * What each option of the controller is worth on a known reward of the published space: a sum over its 30 bits, of mixed signs and of
 * which few weigh much, scaled so that random architectures deviate by 0.1 dB, measured with noise of half that. The regret is that of
 * the most probable architecture at the end: 0 for the best there is, 1 for the mean of random ones.
 */
public final class PolicyOptionsBenchmark {

    private static final SearchSpace SPACE = new SearchSpace(4);
    private static final int SEEDS = 5;
    private static final int TRIALS = 8;
    private static final int[] UPDATES = {50, 150};
    private static final double DEVIATION = 0.1;
    private static final double NOISE = DEVIATION / 2;
    private static final double RATE = 5e-3;

    private PolicyOptionsBenchmark() {}

    public static void main(String[] args) {
        Map<String, PolicyOptions> settings = new LinkedHashMap<>();
        settings.put("shared heads, moving average", options(0, Heads.SHARED, Baseline.MOVING_AVERAGE, false));
        settings.put(
                "heads of each step, moving average", options(0, Heads.OF_EACH_STEP, Baseline.MOVING_AVERAGE, false));
        settings.put(
                "heads of each step, leave-one-out", options(0, Heads.OF_EACH_STEP, Baseline.LEAVE_ONE_OUT, false));
        settings.put(
                "the same, normalised, entropy weight 0.05",
                options(0.05, Heads.OF_EACH_STEP, Baseline.LEAVE_ONE_OUT, true));
        System.out.printf(
                Locale.ROOT,
                "regret, median (worst) of %d seeds, updates of %d trials: %s%n",
                SEEDS,
                TRIALS,
                Arrays.toString(UPDATES));
        settings.forEach((name, options) -> {
            StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-44s", name));
            for (int updates : UPDATES) {
                double[] regrets = new double[SEEDS];
                for (int seed = 0; seed < SEEDS; seed++) {
                    regrets[seed] = regret(options, updates, seed);
                }
                Arrays.sort(regrets);
                line.append(String.format(Locale.ROOT, "  %.3f (%.3f)", regrets[SEEDS / 2], regrets[SEEDS - 1]));
            }
            System.out.println(line);
        });
    }

    private static PolicyOptions options(double entropyWeight, Heads heads, Baseline baseline, boolean normalised) {
        return new PolicyOptions(RATE, entropyWeight, 0.9, 1, 0, 2, heads, baseline, normalised);
    }

    private static double regret(PolicyOptions options, int updates, int seed) {
        Random random = new Random(seed);
        double[] weights = weights(random);
        Reinforce learner = Reinforce.startingFrom(Policy.initial(SPACE, options, random));
        for (int update = 0; update < updates; update++) {
            List<MeasuredTrial> trials = new ArrayList<>();
            for (int i = 0; i < TRIALS; i++) {
                Sample sample = learner.policy().sample(random);
                double reward = reward(sample.architecture(), weights) + NOISE * random.nextGaussian();
                trials.add(new MeasuredTrial(sample.architecture(), sample.logProbability(), reward));
            }
            learner = learner.apply(trials).state();
        }
        double best = Arrays.stream(weights).filter(weight -> weight > 0).sum();
        double mean = Arrays.stream(weights).sum() / 2;
        return (best - reward(learner.policy().mostProbable().architecture(), weights)) / (best - mean);
    }

    /** Cubes of normal deviates: few weigh much. */
    private static double[] weights(Random random) {
        double[] weights = new double[SPACE.bits()];
        Arrays.setAll(weights, bit -> Math.pow(random.nextGaussian(), 3));
        double deviation = Math.sqrt(Arrays.stream(weights).map(w -> w * w / 4).sum());
        Arrays.setAll(weights, bit -> weights[bit] * DEVIATION / deviation);
        return weights;
    }

    private static double reward(Architecture architecture, double[] weights) {
        boolean[] bits = architecture.bits();
        double sum = 0;
        for (int bit = 0; bit < bits.length; bit++) {
            sum += bits[bit] ? weights[bit] : 0;
        }
        return sum;
    }
}
