package org.deconas.training;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import org.deconas.imaging.Minibatch;
import org.deconas.imaging.PatchPrefetch;
import org.deconas.imaging.PatchSource;
import org.deconas.networks.Batch;
import org.deconas.networks.TrainableNetwork;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.Complexity;

/**
 * A number of training steps, one after another. Steps count from the beginning of the whole training, of which this is a part. Patches
 * are made ahead in the background.
 *
 * @param network what is trained
 * @param patches where minibatches come from
 * @param batch patches in a step
 * @param patchSize their side on the low-resolution side, pixels
 * @param firstStep steps done before
 * @param learningRate by step
 * @param randomness a new source for a step's patches, by step; called in the background
 * @param afterStep is told of each step that is done
 */
public record TrainingRun(
        TrainableNetwork network,
        PatchSource patches,
        int batch,
        int patchSize,
        long firstStep,
        LearningRate learningRate,
        LongFunction<RandomGenerator> randomness,
        LongConsumer afterStep) {

    /**
     * How far a run has come.
     *
     * @param step steps of this run that are done
     * @param steps of this run
     * @param loss mean since the report before
     * @param stepsPerSecond since the report before
     * @param operationsPerSecond since the report before: additions and multiplications of the networks' convolutions, forward and for
     *     the gradients by their inputs and kernels
     * @param waiting share of that time that training waited for patches, in [0, 1]
     */
    public record Progress(
            int step, int steps, double loss, double stepsPerSecond, double operationsPerSecond, double waiting) {}

    private static final long REPORT_EVERY_NANOS = 1_000_000_000L;
    private static final int MINIBATCHES_AHEAD = 4;

    /**
     * Trains one architecture after another, a step each.
     *
     * @return the mean loss
     * @throws ArithmeticException when the loss is not finite any more
     */
    public double train(List<Architecture> architectures, Consumer<Progress> listener) {
        long end = firstStep + architectures.size();
        try (PatchPrefetch prefetch = new PatchPrefetch(patches, firstStep, end, randomness, MINIBATCHES_AHEAD)) {
            Reports reports = new Reports(architectures.size(), prefetch, listener);
            for (int step = 0; step < architectures.size(); step++) {
                Architecture architecture = architectures.get(step);
                double loss = step(architecture, prefetch.next());
                if (!Double.isFinite(loss)) {
                    throw new ArithmeticException("Training diverged: the loss of step " + (step + 1) + " is " + loss
                            + "; lower the learning rate");
                }
                afterStep.accept(firstStep + step);
                reports.add(loss, operations(architecture));
            }
            return reports.meanLoss();
        }
    }

    private double step(Architecture architecture, Minibatch minibatch) {
        int high = patchSize * network.shape().scale();
        return network.step(
                architecture,
                new Batch(batch, patchSize, patchSize, minibatch.lowResolution()),
                new Batch(batch, high, high, minibatch.highResolution()),
                learningRate.at(minibatch.step()));
    }

    private double operations(Architecture architecture) {
        double pixels = (double) batch * patchSize * patchSize;
        return pixels * Complexity.of(architecture, network.shape()).trainingOperationsPerPixel();
    }

    /** Tells the listener about once a second, and at the end. */
    private static final class Reports {
        private final int steps;
        private final PatchPrefetch prefetch;
        private final Consumer<Progress> listener;
        private int done;
        private double sum;
        private double operations; // since the report
        private int doneAtReport;
        private double sumAtReport;
        private long waitedAtReport;
        private long timeAtReport = System.nanoTime();

        Reports(int steps, PatchPrefetch prefetch, Consumer<Progress> listener) {
            this.steps = steps;
            this.prefetch = prefetch;
            this.listener = listener;
        }

        void add(double loss, double operationsOfStep) {
            done++;
            sum += loss;
            operations += operationsOfStep;
            double nanos = System.nanoTime() - timeAtReport;
            if (nanos > REPORT_EVERY_NANOS || done == steps) {
                int since = done - doneAtReport;
                listener.accept(new Progress(
                        done,
                        steps,
                        (sum - sumAtReport) / since,
                        since / (nanos / 1e9),
                        operations / (nanos / 1e9),
                        (prefetch.waitedNanos() - waitedAtReport) / nanos));
                doneAtReport = done;
                sumAtReport = sum;
                operations = 0;
                waitedAtReport = prefetch.waitedNanos();
                timeAtReport = System.nanoTime();
            }
        }

        double meanLoss() {
            return sum / steps;
        }
    }
}
