package org.deconas.experiments.projection;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Wakes those who wait for an experiment's next event. */
@ApplicationScoped
public class NewEvents {

    private final ConcurrentMap<String, CompletableFuture<Void>> next = new ConcurrentHashMap<>();

    /** Completes when an event of the experiment is written after this call, or when the time is over. */
    Uni<Void> after(String experimentId, Duration atMost) {
        CompletableFuture<Void> arrival = next.computeIfAbsent(experimentId, id -> new CompletableFuture<>());
        return Uni.createFrom()
                .completionStage(arrival::copy)
                .ifNoItem()
                .after(atMost)
                .recoverWithItem((Void) null);
    }

    void written(String experimentId) {
        CompletableFuture<Void> arrival = next.remove(experimentId);
        if (arrival != null) {
            arrival.complete(null);
        }
    }
}
