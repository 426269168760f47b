package org.deconas.experiments.projection;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;

/** Brings the database to the schema that this service needs, as soon as there is a database. The service starts without it. */
@ApplicationScoped
public class ReadModelSchema {

    private static final Logger LOG = Logger.getLogger(ReadModelSchema.class);

    private final Flyway flyway;
    private final CompletableFuture<Void> migrated = new CompletableFuture<>();
    private final AtomicBoolean isMigrating = new AtomicBoolean();
    private volatile String trouble = "PostgreSQL has not answered yet";
    private volatile Cancellable migration = () -> {};

    ReadModelSchema(Flyway flyway) {
        this.flyway = flyway;
    }

    void start(@Observes StartupEvent started) {
        migrate();
    }

    /** Makes the schema anew in a database that was emptied while the service runs. */
    void bringBack() {
        if (isReady() && isMigrating.compareAndSet(false, true)) {
            migrate();
        }
    }

    private void migrate() {
        migration = Uni.createFrom()
                .item(flyway::migrate)
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .onFailure()
                .invoke(this::report)
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(2))
                .indefinitely()
                .subscribe()
                .with(result -> {
                    LOG.infof("Read model is there: schema=%s", result.targetSchemaVersion);
                    migrated.complete(null);
                    isMigrating.set(false);
                });
    }

    @PreDestroy
    void stop() {
        migration.cancel();
    }

    /** Completes when the schema is there; at once when it is. */
    public Uni<Void> ready() {
        return Uni.createFrom().completionStage(migrated::copy);
    }

    public boolean isReady() {
        return migrated.isDone();
    }

    /** Why it is not ready, in one line. */
    public String trouble() {
        return trouble;
    }

    private void report(Throwable failure) {
        String reason = "PostgreSQL cannot be used yet: " + Failures.rootMessage(failure);
        if (!reason.equals(trouble)) {
            LOG.warnf("Read model is not there; trying on: reason=%s", reason);
        }
        trouble = reason;
    }
}
