package org.deconas.trainer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.deconas.messaging.EventPublisher;
import org.deconas.messaging.KafkaConnection;
import org.deconas.messaging.LogFold;
import org.deconas.messaging.RecordContext;
import org.deconas.schema.Event;
import org.deconas.schema.Topic;
import org.deconas.work.Piece;
import org.deconas.work.WorkCounts;
import org.deconas.work.WorkLoop;
import org.deconas.work.WorkRules;
import org.deconas.work.Worker;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Claims work in the log, does one piece after another, and publishes what came of it. */
@Readiness
@ApplicationScoped
public class TrainerService implements HealthCheck {

    private static final Set<Topic> TOPICS =
            Set.of(Topic.EXPERIMENTS, Topic.ARCHITECTURES, Topic.REWARDS, Topic.WEIGHTS, Topic.CLAIMS);

    private final WorkLoop loop;
    private final LogFold fold;
    private final MeterRegistry metrics;
    private final TrainingSpeed speed;
    private final Backlog backlog = new Backlog();
    private final WorkTraces traces = new WorkTraces();
    private final BacklogPositions positions;

    TrainerService(
            EventPublisher publisher,
            @Readiness KafkaConnection connection,
            Blobs blobs,
            MeterRegistry metrics,
            ComputeDevice device,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = "quarkus.uuid") String instance,
            @ConfigProperty(name = "deconas.trainer.name") String name,
            @ConfigProperty(name = "deconas.trainer.attempts") int attempts,
            @ConfigProperty(name = "deconas.trainer.lease") Duration lease,
            @ConfigProperty(name = "deconas.trainer.renewal") Duration renewal) {
        speed = new TrainingSpeed(metrics);
        Workplace workplace = new Workplace(blobs, publisher, name, device, speed);
        loop = new WorkLoop(
                name,
                instance,
                new WorkRules(lease, renewal, attempts),
                event -> publish(publisher, event),
                new Worker() {
                    @Override
                    public List<? extends Event> work(Piece piece, BooleanSupplier abandoned) throws Exception {
                        try (RecordContext context = RecordContext.of(traces.of(piece.request()), piece.request())) {
                            return workplace.work(piece, abandoned);
                        } finally {
                            speed.stop();
                        }
                    }

                    @Override
                    public void close() {
                        workplace.close();
                    }
                },
                connection::answers);
        fold = new LogFold(
                new LogFold.Follower() {
                    @Override
                    public void fold(Event event) {
                        traces.note(event);
                        loop.fold(event);
                    }

                    @Override
                    public void act() {
                        loop.act();
                    }
                },
                TOPICS,
                kafka);
        positions = new BacklogPositions(connection::admin, fold::isLive, () -> backlog.begin(loop::openWork));
        this.metrics = metrics;
        register();
    }

    private CompletionStage<Void> publish(EventPublisher publisher, Event event) {
        try (RecordContext context = RecordContext.of(traces.of(event), event)) {
            return publisher.publish(event).subscribeAsCompletionStage();
        }
    }

    private void register() {
        metrics.gauge("deconas.trainer.utilisation", loop.counts(), WorkCounts::utilisation);
        metrics.gauge("deconas.trainer.open.work", loop, work -> work.openWork().size());
        count("claims", WorkCounts::claims);
        count("lost.races", WorkCounts::lostRaces);
        count("answers", WorkCounts::answers);
        count("failed.attempts", WorkCounts::failedAttempts);
        count("abandonments", WorkCounts::abandonments);
        FunctionCounter.builder("deconas.trainer.late.answers", loop, WorkLoop::lateAnswers)
                .register(metrics);
        FunctionCounter.builder("deconas.trainer.busy.seconds", loop.counts(), counts -> counts.busyNanos() / 1e9)
                .register(metrics);
        FunctionCounter.builder("deconas.trainer.idle.seconds", loop.counts(), counts -> counts.idleNanos() / 1e9)
                .register(metrics);
    }

    private void count(String name, ToDoubleFunction<WorkCounts> value) {
        FunctionCounter.builder("deconas.trainer." + name, loop.counts(), value).register(metrics);
    }

    void start(@Observes StartupEvent event) {
        fold.start();
        positions.start();
    }

    @Incoming("log")
    @Blocking
    void take(ConsumerRecord<String, byte[]> record) {
        fold.take(record);
        backlog.note(record);
    }

    /** While the way to the log is still open. */
    void stop(@Observes ShutdownEvent event) {
        loop.close();
        positions.close();
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("The log has been read")
                .status(fold.isLive())
                .build();
    }
}
