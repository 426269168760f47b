package org.deconas.training;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.deconas.imaging.PatchSource;
import org.deconas.imaging.RgbImage;
import org.deconas.networks.Precision;
import org.deconas.networks.TrainableNetwork;
import org.deconas.networks.Weights;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.NetworkShape;

/**
 * The training of one architecture on its own (method, section 5), in segments: what a segment leaves, another process can go on
 * from and comes to the same weights. For use by one thread at a time.
 */
public final class NetworkTraining implements AutoCloseable {

    /**
     * How a network is trained.
     *
     * @param steps of the whole training; the learning rate falls to 0 along a half cosine over them
     * @param batch patches in a step
     * @param patchSize their side on the low-resolution side, pixels
     * @param learningRate Adam's, at the start
     * @param averageDecay of an exponential moving average of the weights, in [0, 1), that is measured and exported in place of the
     *     weights (Polyak and Juditsky 1992); 0 for none
     * @param precision what the convolutions of training are computed in; what is measured is float32 always
     */
    public record Plan(
            int steps, int batch, int patchSize, double learningRate, double averageDecay, Precision precision) {}

    private final Architecture architecture;
    private final DataSet data;
    private final PatchSource patches;
    private final Plan plan;
    private final LongFunction<RandomGenerator> randomness;
    private final TrainableNetwork network;

    /** @param randomness a new source for a step's patches, by step from 0; called in the background */
    public NetworkTraining(
            Architecture architecture,
            NetworkShape shape,
            DataSet data,
            Plan plan,
            LongFunction<RandomGenerator> randomness) {
        this.architecture = architecture;
        this.data = data;
        this.patches = data.patches(plan.patchSize(), plan.batch());
        this.plan = plan;
        this.randomness = randomness;
        this.network = TrainableNetwork.of(architecture, shape, plan.precision());
    }

    public Architecture architecture() {
        return architecture;
    }

    /** Begins with fresh weights, each array's from a stream of its own, by its name. */
    public void begin(Function<String, RandomGenerator> streams) {
        network.initialise(streams);
        if (averages()) {
            network.loadAverage(network.weights());
        }
    }

    /**
     * Goes on from what an earlier segment left.
     *
     * @param weights with the optimiser's state
     * @param averaged their moving average; null when the plan has none
     * @throws IllegalArgumentException when they are of another network, or the average is missing
     */
    public void resume(Weights weights, Weights averaged) {
        if (averages() && averaged == null) {
            throw new IllegalArgumentException(
                    "The checkpoint has no average of the weights, but the plan asks for one");
        }
        network.load(weights);
        if (averages()) {
            network.loadAverage(averaged);
        }
    }

    private boolean averages() {
        return plan.averageDecay() > 0;
    }

    /**
     * Trains on.
     *
     * @param fromStep steps done so far
     * @param toStep steps done afterwards
     * @return the mean loss
     * @throws ArithmeticException when the loss is not finite any more
     */
    public double train(int fromStep, int toStep, Consumer<TrainingRun.Progress> listener) {
        return new TrainingRun(
                        network,
                        patches,
                        plan.batch(),
                        plan.patchSize(),
                        fromStep,
                        LearningRate.cosine(plan.learningRate(), plan.steps()),
                        randomness,
                        this::follow)
                .train(
                        Collections.nCopies(toStep - fromStep, architecture),
                        progress -> listener.accept(new TrainingRun.Progress(
                                fromStep + progress.step(),
                                toStep,
                                progress.loss(),
                                progress.stepsPerSecond(),
                                progress.operationsPerSecond(),
                                progress.waiting())));
    }

    /** The average follows the weights, fast at first so that the initial weights are soon forgotten. */
    private void follow(long step) {
        if (averages()) {
            double decay = Math.min(plan.averageDecay(), (1.0 + step) / (10.0 + step));
            network.moveAverage(1 - decay);
        }
    }

    /** A copy of the weights as they are now, with the optimiser's state. */
    public Weights weights() {
        return network.weights();
    }

    /** A copy of the moving average of the weights, when the plan has one. */
    public Optional<Weights> average() {
        return averages() ? Optional.of(network.average()) : Optional.empty();
    }

    /** A copy of what is measured and exported: the average where there is one, else the weights. */
    public Weights outcome() {
        return averages() ? network.average() : network.weights();
    }

    /** Luma PSNR of {@link #outcome} on all validation patches, dB. */
    public double validationPsnr() {
        return ofOutcome(() -> Measurement.psnr(network, architecture, data.validation()));
    }

    /**
     * What {@link #outcome} makes of images, rounded to 8 bits.
     *
     * @param images of one size, at least one
     */
    List<RgbImage> enlarge(List<RgbImage> images) {
        return ofOutcome(() -> Measurement.enlarge(network, architecture, images));
    }

    private <T> T ofOutcome(Supplier<T> use) {
        return averages() ? network.withAverage(use) : use.get();
    }

    @Override
    public void close() {
        network.close();
    }
}
