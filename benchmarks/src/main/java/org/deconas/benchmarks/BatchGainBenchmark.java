package org.deconas.benchmarks;

import ai.djl.ModelException;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.deconas.artifacts.DirectoryTree;
import org.deconas.searchspace.NetworkShape;
import org.deconas.serving.ServedNetwork;

/**
 * What small images can gain by being enlarged together: a network's own time for batches of several sizes, in DJL's TensorFlow engine and
 * without the service. No service that batches can gain more for its clients than the network does. Batches are measured in turn, so that a
 * drift of the machine's speed hits all.
 */
public final class BatchGainBenchmark {

    private static final int ROUNDS = Integer.getInteger("deconas.benchmark.rounds", 15);
    private static final int WARM_UP = 5;
    private static final int SIDE = 32;
    private static final int CHANNELS = 3;
    private static final int[] BATCHES = {1, 2, 4, 8, 16};
    private static final NetworkShape[] SHAPES = {new NetworkShape(16, 1, 2, true), NetworkShape.PUBLISHED};

    private BatchGainBenchmark() {}

    public static void main(String[] arguments) throws IOException, ModelException, TranslateException {
        ServedNetwork.loadEngine();
        System.out.printf(
                Locale.ROOT,
                "Images of %dx%d, %d threads, medians of %d; times as many images a second as one by one (least to most)%n%n",
                SIDE,
                SIDE,
                Runtime.getRuntime().availableProcessors(),
                ROUNDS);
        System.out.println("| network | one image | 2 together | 4 | 8 | 16 |");
        System.out.println("| --- | --- | --- | --- | --- | --- |");
        for (NetworkShape shape : SHAPES) {
            measure(shape);
        }
    }

    private static void measure(NetworkShape shape) throws IOException, ModelException, TranslateException {
        Path directory = Files.createTempDirectory("batch-gain-benchmark");
        DjlTensorFlow.export(shape, directory);
        double[][] perImage = new double[BATCHES.length][ROUNDS];
        try (DjlTensorFlow network = new DjlTensorFlow(directory)) {
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                for (int i = 0; i < BATCHES.length; i++) {
                    float[] images = images(BATCHES[i]);
                    long start = System.nanoTime();
                    network.enlarge(images, BATCHES[i], SIDE, SIDE);
                    if (round >= 0) {
                        perImage[i][round] = (System.nanoTime() - start) / 1e6 / BATCHES[i];
                    }
                }
            }
        }
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "| %d filters, %d blocks | %.2f ms |",
                shape.filters(),
                shape.blocks(),
                sorted(perImage[0])[ROUNDS / 2]));
        for (int i = 1; i < BATCHES.length; i++) {
            double[] gains = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                gains[round] = perImage[0][round] / perImage[i][round];
            }
            double[] sorted = sorted(gains);
            line.append(String.format(
                    Locale.ROOT, " %.2f (%.2f to %.2f) |", sorted[ROUNDS / 2], sorted[0], sorted[ROUNDS - 1]));
        }
        System.out.println(line);
        DirectoryTree.delete(directory);
    }

    private static float[] images(int count) {
        Random random = new Random(count);
        float[] images = new float[count * SIDE * SIDE * CHANNELS];
        for (int i = 0; i < images.length; i++) {
            images[i] = random.nextFloat();
        }
        return images;
    }

    private static double[] sorted(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
