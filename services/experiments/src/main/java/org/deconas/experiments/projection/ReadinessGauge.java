package org.deconas.experiments.projection;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.health.SmallRyeHealthReporter;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;

/** What /q/health/ready answers, for alerts: the gauge {@code deconas.ready} is 1 while the service is ready, and 0 while it is not. */
@Startup // there before it is looked at for the first time
@ApplicationScoped
public class ReadinessGauge {

    private final SmallRyeHealthReporter health;
    private final AtomicInteger ready;

    ReadinessGauge(SmallRyeHealthReporter health, MeterRegistry metrics) {
        this.health = health;
        this.ready = metrics.gauge("deconas.ready", new AtomicInteger());
    }

    @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return health.getReadinessAsync()
                .invoke(answer -> ready.set(answer.getStatus() == Status.UP ? 1 : 0))
                .replaceWithVoid();
    }
}
