package org.deconas.trainer;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;
import org.deconas.imaging.Minibatch;
import org.deconas.imaging.PatchSource;
import org.deconas.networks.Batch;
import org.deconas.networks.TrainableNetwork;
import org.deconas.searchspace.Architecture;

/**
 * A number of training steps, one after another.
 *
 * @param network what is trained
 * @param patches where minibatches come from
 * @param batch patches in a step
 * @param patchSize their side on the low-resolution side, pixels
 * @param firstStep what the first step is of the whole training, from 0
 * @param learningRate by step, from 0
 * @param randomness of each step's patches, by step
 */
record TrainingRun(
        TrainableNetwork network,
        PatchSource patches,
        int batch,
        int patchSize,
        long firstStep,
        IntToDoubleFunction learningRate,
        IntFunction<RandomGenerator> randomness) {

    /** How far a run has come. */
    record Progress(int step, int steps, double loss, double stepsPerSecond) {}

    private static final long REPORT_EVERY_NANOS = 1_000_000_000L;

    /**
     * Trains one architecture after another, a step each.
     *
     * @return the mean loss
     * @throws ArithmeticException when the loss is not finite any more
     */
    double train(List<Architecture> architectures, Consumer<Progress> listener) {
        int high = patchSize * network.shape().scale();
        double sum = 0;
        double sumAtReport = 0;
        int stepAtReport = 0;
        long timeAtReport = System.nanoTime();
        for (int step = 0; step < architectures.size(); step++) {
            Minibatch minibatch = patches.batch(firstStep + step, randomness.apply(step));
            double loss = network.step(
                    architectures.get(step),
                    new Batch(batch, patchSize, patchSize, minibatch.lowResolution()),
                    new Batch(batch, high, high, minibatch.highResolution()),
                    learningRate.applyAsDouble(step));
            if (!Double.isFinite(loss)) {
                throw new ArithmeticException("Training diverged: the loss of step " + (step + 1) + " is " + loss
                        + "; lower the learning rate");
            }
            sum += loss;
            long elapsed = System.nanoTime() - timeAtReport;
            if (elapsed > REPORT_EVERY_NANOS || step + 1 == architectures.size()) {
                int steps = step + 1 - stepAtReport;
                listener.accept(new Progress(
                        step + 1, architectures.size(), (sum - sumAtReport) / steps, steps / (elapsed / 1e9)));
                sumAtReport = sum;
                stepAtReport = step + 1;
                timeAtReport = System.nanoTime();
            }
        }
        return sum / architectures.size();
    }
}
