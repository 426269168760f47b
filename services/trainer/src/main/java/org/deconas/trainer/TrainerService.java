package org.deconas.trainer;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.deconas.messaging.EventPublisher;
import org.deconas.messaging.EventReader;
import org.deconas.schema.ArchitectureSampled;
import org.deconas.schema.Event;
import org.deconas.schema.ExperimentSettings;
import org.deconas.schema.NetworkTrainingRequested;
import org.deconas.schema.SharedTrainingRequested;
import org.deconas.schema.TrainingFailed;
import org.deconas.schema.TrainingProgressed;
import org.deconas.schema.TrialFailed;
import org.deconas.schema.UnreadableEventException;
import org.deconas.training.TrainingRun;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Consumes work, one piece after another, and publishes what came of it. A record's offset is committed after its answer is in the log:
 * a trainer that dies leaves its work to the next.
 */
@ApplicationScoped
public class TrainerService {

    private static final Logger LOG = Logger.getLogger(TrainerService.class);
    private static final int ATTEMPTS = 2;

    private final EventPublisher publisher;
    private final Blobs blobs;
    private final StoppedExperiments stopped;
    private final MeterRegistry metrics;
    private final String name;
    private final AtomicLong stepsPerSecondMilli = new AtomicLong();
    private Workbench bench; // null until the first work

    TrainerService(
            EventPublisher publisher,
            Blobs blobs,
            StoppedExperiments stopped,
            MeterRegistry metrics,
            @ConfigProperty(name = "deconas.trainer.name") String name) {
        this.publisher = publisher;
        this.blobs = blobs;
        this.stopped = stopped;
        this.metrics = metrics;
        this.name = name;
        metrics.gauge("deconas.trainer.steps.per.second", stepsPerSecondMilli, value -> value.get() / 1e3);
    }

    @Incoming("work")
    @Blocking
    void take(ConsumerRecord<String, byte[]> record) {
        try {
            Event event = EventReader.read(record);
            if (stopped.contains(event.experimentId())) {
                return;
            }
            if (event instanceof SharedTrainingRequested request) {
                train(request);
            } else if (event instanceof ArchitectureSampled trial) {
                measure(trial);
            } else if (event instanceof NetworkTrainingRequested request) {
                train(request);
            }
        } catch (UnreadableEventException e) {
            // The experiments service dead-letters it
            LOG.warnf(
                    "Record passed over: topic=%s partition=%d offset=%d reason=%s",
                    record.topic(), record.partition(), record.offset(), e.getMessage());
        }
    }

    private interface Task {
        List<? extends Event> run() throws IOException;
    }

    private void train(SharedTrainingRequested request) {
        attempt(
                request.workId(),
                () -> List.of(tasks(request.settings(), request.experimentId(), request.workId())
                        .train(request)),
                reason -> new TrainingFailed(request.experimentId(), request.workId(), reason));
    }

    private void train(NetworkTrainingRequested request) {
        attempt(
                request.workId(),
                () -> tasks(request.settings(), request.experimentId(), request.workId())
                        .train(request),
                reason -> new TrainingFailed(request.experimentId(), request.workId(), reason));
    }

    private void measure(ArchitectureSampled trial) {
        attempt(
                trial.trialId(),
                () -> List.of(tasks(trial.settings(), trial.experimentId(), trial.trialId())
                        .measure(trial)),
                reason -> new TrialFailed(
                        trial.experimentId(),
                        trial.trialId(),
                        trial.purpose(),
                        trial.round(),
                        trial.update(),
                        trial.index(),
                        reason,
                        ATTEMPTS));
        metrics.counter("deconas.trainer.trials").increment();
    }

    private interface Failure {
        Event because(String reason);
    }

    private void attempt(String workId, Task task, Failure failure) {
        for (int attempt = 1; ; attempt++) {
            try {
                long start = System.nanoTime();
                task.run().forEach(publisher::publishAndAwait);
                LOG.debugf("Work done: work=%s seconds=%.2f", workId, (System.nanoTime() - start) / 1e9);
                return;
            } catch (IOException | RuntimeException e) {
                if (bench != null) {
                    bench.forgetWeights();
                }
                LOG.errorf(e, "Work failed: work=%s attempt=%d of=%d", workId, attempt, ATTEMPTS);
                if (attempt == ATTEMPTS) {
                    publisher.publishAndAwait(failure.because(reasonOf(e)));
                    return;
                }
            }
        }
    }

    private static String reasonOf(Exception e) {
        String message = e.getMessage();
        return message == null || message.isBlank()
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElseThrow();
    }

    private Tasks tasks(ExperimentSettings settings, String experimentId, String workId) throws IOException {
        if (bench == null || !bench.settings().equals(settings)) {
            close();
            bench = Workbench.open(settings, blobs);
        }
        Consumer<TrainingRun.Progress> listener = progress -> {
            stepsPerSecondMilli.set(Math.round(1e3 * progress.stepsPerSecond()));
            publisher
                    .publish(new TrainingProgressed(
                            experimentId,
                            workId,
                            progress.step(),
                            progress.steps(),
                            progress.loss(),
                            progress.stepsPerSecond(),
                            name))
                    .subscribe()
                    .with(done -> {}, e -> LOG.warnf("Progress not published: work=%s reason=%s", workId, e));
        };
        return new Tasks(bench, listener);
    }

    @PreDestroy
    void close() {
        if (bench != null) {
            bench.close();
            bench = null;
        }
    }
}
