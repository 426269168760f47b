package org.deconas.experiments.stream;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deconas.experiments.projection.LogEnds;

/**
 * When experiments that have ended are known to their last event: topics are read side by side, so the end may be there before what came
 * before it. Kafka is asked once for each, however many clients follow it.
 */
@ApplicationScoped
class Endings {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int REMEMBERED = 1000;

    private final LogEnds logEnds;
    private final Map<String, Uni<Void>> reached = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Uni<Void>> eldest) {
            return size() > REMEMBERED;
        }
    };

    Endings(LogEnds logEnds) {
        this.logEnds = logEnds;
    }

    /**
     * Completes when the database has all that the log held at a moment after the experiment's end was seen; fails when that takes too long.
     *
     * @param generation of the log's numbering, in which the end was seen
     */
    Uni<Void> reached(String experimentId, int generation) {
        String ending = generation + " " + experimentId;
        synchronized (reached) {
            return reached.computeIfAbsent(
                    ending,
                    asked -> logEnds.reached(LIMIT)
                            .onFailure()
                            .invoke(() -> forget(asked))
                            .memoize()
                            .indefinitely());
        }
    }

    private void forget(String ending) {
        synchronized (reached) {
            reached.remove(ending);
        }
    }
}
