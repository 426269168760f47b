package org.deconas.experiments.stream;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.deconas.experiments.projection.LogEnds;

/**
 * When experiments that have ended are known to their last event: topics are read side by side, so the end may be there before what came
 * before it. Those who see an end at the same time share the answer, so that Kafka is not asked by each client.
 */
@ApplicationScoped
class Endings {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final LogEnds logEnds;
    private final ConcurrentMap<String, Uni<Void>> awaited = new ConcurrentHashMap<>(); // until it is answered

    Endings(LogEnds logEnds) {
        this.logEnds = logEnds;
    }

    /**
     * Completes when the database has all that the log held at a moment after the experiment's end was seen; fails when that takes too long.
     *
     * @param generation of the log's numbering, in which the end was seen
     */
    Uni<Void> reached(String experimentId, int generation) {
        return awaited.computeIfAbsent(
                generation + " " + experimentId,
                ending -> logEnds.reached(LIMIT)
                        .onTermination()
                        .invoke(() -> awaited.remove(ending))
                        .memoize()
                        .indefinitely());
    }
}
