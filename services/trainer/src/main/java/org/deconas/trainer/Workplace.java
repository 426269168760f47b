package org.deconas.trainer;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.deconas.messaging.EventPublisher;
import org.deconas.schema.ArchitectureSampled;
import org.deconas.schema.Event;
import org.deconas.schema.ExperimentSettings;
import org.deconas.schema.NetworkTrainingRequested;
import org.deconas.schema.SharedTrainingRequested;
import org.deconas.schema.TrainingProgressed;
import org.deconas.training.TrainingRun;
import org.deconas.work.Piece;
import org.deconas.work.Worker;
import org.jboss.logging.Logger;

/** Where a trainer works: does a piece with what it has at hand of the experiment, and tells how far it has come. */
final class Workplace implements Worker {

    private static final Logger LOG = Logger.getLogger(Workplace.class);

    private final Blobs blobs;
    private final EventPublisher publisher;
    private final String trainer;
    private final ComputeDevice device;
    private final TrainingSpeed speed;
    private CompletableFuture<?> lastProgress = CompletableFuture.completedFuture(null);
    private Workbench bench; // null until the first work

    /**
     * @param speed is told how fast training is
     */
    Workplace(Blobs blobs, EventPublisher publisher, String trainer, ComputeDevice device, TrainingSpeed speed) {
        this.blobs = blobs;
        this.publisher = publisher;
        this.trainer = trainer;
        this.device = device;
        this.speed = speed;
    }

    @Override
    public List<? extends Event> work(Piece piece, BooleanSupplier abandoned) throws IOException {
        long start = System.nanoTime();
        try {
            List<? extends Event> answers = answers(piece, abandoned);
            LOG.debugf("Work done: work=%s seconds=%.2f", piece.id(), (System.nanoTime() - start) / 1e9);
            return answers;
        } catch (CancellationException e) {
            forgetWeights();
            LOG.infof("Work abandoned: work=%s seconds=%.2f", piece.id(), (System.nanoTime() - start) / 1e9);
            throw e;
        } catch (IOException | RuntimeException e) {
            forgetWeights();
            LOG.errorf(e, "Work failed: work=%s", piece.id());
            throw e;
        }
    }

    private List<? extends Event> answers(Piece piece, BooleanSupplier abandoned) throws IOException {
        device.measurePeak();
        Runnable requireWanted = () -> {
            if (abandoned.getAsBoolean()) {
                throw new CancellationException("Nobody waits for " + piece.id());
            }
        };
        Consumer<TrainingRun.Progress> listener = progress -> {
            requireWanted.run();
            tell(piece, progress);
        };
        if (piece.request() instanceof SharedTrainingRequested request) {
            return List.of(tasks(request.settings(), listener, requireWanted).train(request));
        } else if (piece.request() instanceof ArchitectureSampled trial) {
            return List.of(tasks(trial.settings(), listener, requireWanted).measure(trial));
        } else if (piece.request() instanceof NetworkTrainingRequested request) {
            return tasks(request.settings(), listener, requireWanted).train(request);
        }
        throw new IllegalArgumentException("No trainer knows how to do " + piece.request());
    }

    private Tasks tasks(ExperimentSettings settings, Consumer<TrainingRun.Progress> listener, Runnable afterStep)
            throws IOException {
        if (bench == null || !bench.settings().equals(settings)) {
            close();
            bench = Workbench.open(settings, blobs);
        }
        return new Tasks(bench, listener, afterStep);
    }

    private void tell(Piece piece, TrainingRun.Progress progress) {
        double shareOfPeak = device.shareOfPeak(progress.operationsPerSecond());
        speed.set(progress.stepsPerSecond(), shareOfPeak);
        if (lastProgress.isDone()) { // else Kafka is away, and will not want to know
            lastProgress = publisher
                    .publish(new TrainingProgressed(
                            piece.experimentId(),
                            piece.id(),
                            progress.step(),
                            progress.steps(),
                            progress.loss(),
                            progress.stepsPerSecond(),
                            trainer,
                            device.name(),
                            shareOfPeak))
                    .subscribeAsCompletionStage()
                    .exceptionally(e -> {
                        LOG.warnf("Progress not published: work=%s reason=%s", piece.id(), e);
                        return null;
                    });
        }
    }

    private void forgetWeights() {
        if (bench != null) {
            bench.forgetWeights();
        }
    }

    @Override
    public void close() {
        if (bench != null) {
            bench.close();
            bench = null;
        }
    }
}
