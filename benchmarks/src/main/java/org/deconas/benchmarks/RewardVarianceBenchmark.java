package org.deconas.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.deconas.imaging.ImagePair;
import org.deconas.networks.TrainableNetwork;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.NetworkShape;
import org.deconas.searchspace.SearchSpace;
import org.deconas.training.DataSet;
import org.deconas.training.LearningRate;
import org.deconas.training.Measurement;
import org.deconas.training.TrainingRun;

/**
 * What it is worth to measure all trials of a round on the same validation patches: how well the differences between architectures are
 * told when all see the same patches, and when each sees its own. The truth is the PSNR on all patches.
 */
public final class RewardVarianceBenchmark {

    private static final SearchSpace SPACE = new SearchSpace(3);
    private static final NetworkShape SHAPE = new NetworkShape(16, 1, 2, true);
    private static final int STEPS = 600;
    private static final int BATCH = 8;
    private static final int PATCH = 16;
    private static final int ARCHITECTURES = 64;
    private static final int ALL_PATCHES = 256;
    private static final int TRIAL_PATCHES = 16;

    private RewardVarianceBenchmark() {}

    /** @param args the folder of images */
    public static void main(String[] args) throws IOException {
        DataSet data = DataSet.read(
                new DataSet.Source(List.of(Path.of(args[0])), null, 0.2, ALL_PATCHES, 32, SHAPE.scale(), 1, 1));
        Random random = new Random(1);
        try (TrainableNetwork network = TrainableNetwork.superNetwork(SPACE, SHAPE)) {
            network.initialise(name -> new Random(name.hashCode()));
            List<Architecture> trained = new ArrayList<>();
            for (int step = 0; step < STEPS; step++) {
                trained.add(draw(random));
            }
            new TrainingRun(
                            network,
                            data.patches(PATCH, BATCH),
                            BATCH,
                            PATCH,
                            0,
                            LearningRate.halving(2e-3, 150),
                            Random::new,
                            step -> {})
                    .train(trained, progress -> {});

            double[] truth = new double[ARCHITECTURES];
            double[] same = new double[ARCHITECTURES];
            double[] own = new double[ARCHITECTURES];
            List<ImagePair> shared = subset(data.validation(), random);
            for (int i = 0; i < ARCHITECTURES; i++) {
                Architecture architecture = draw(random);
                truth[i] = Measurement.psnr(network, architecture, data.validation());
                same[i] = Measurement.psnr(network, architecture, shared);
                own[i] = Measurement.psnr(network, architecture, subset(data.validation(), random));
            }
            System.out.printf(
                    Locale.ROOT,
                    "%d architectures, %d of %d validation patches a trial; standard deviations in dB%n"
                            + "between architectures, on all patches: %.3f%n"
                            + "error of a trial, the same patches for all: %.3f (correlation with the truth %.3f)%n"
                            + "error of a trial, each its own patches: %.3f (correlation with the truth %.3f)%n",
                    ARCHITECTURES,
                    TRIAL_PATCHES,
                    ALL_PATCHES,
                    deviation(truth),
                    deviation(difference(same, truth)),
                    correlation(same, truth),
                    deviation(difference(own, truth)),
                    correlation(own, truth));
        }
    }

    private static Architecture draw(Random random) {
        boolean[] bits = new boolean[SPACE.bits()];
        for (int bit = 0; bit < bits.length; bit++) {
            bits[bit] = random.nextBoolean();
        }
        return Architecture.of(SPACE, bits);
    }

    private static List<ImagePair> subset(List<ImagePair> all, Random random) {
        List<ImagePair> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, TRIAL_PATCHES);
    }

    private static double[] difference(double[] a, double[] b) {
        double[] difference = new double[a.length];
        Arrays.setAll(difference, i -> a[i] - b[i]);
        return difference;
    }

    private static double deviation(double[] values) {
        return Math.sqrt(covariance(values, values));
    }

    private static double correlation(double[] a, double[] b) {
        return covariance(a, b) / (deviation(a) * deviation(b));
    }

    private static double covariance(double[] a, double[] b) {
        double meanA = Arrays.stream(a).average().orElseThrow();
        double meanB = Arrays.stream(b).average().orElseThrow();
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - meanA) * (b[i] - meanB);
        }
        return sum / (a.length - 1);
    }
}
