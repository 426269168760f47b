package org.deconas.experiments.projection;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** What the read model has of an experiment besides the row of its own. */
final class ExperimentRows {

    private static final List<String> TABLES =
            List.of("event_log", "trial", "policy_version", "model", "idempotency_key");

    private ExperimentRows() {}

    static Uni<Void> delete(Mutiny.Session session, String experimentId) {
        return Multi.createFrom()
                .iterable(TABLES)
                .onItem()
                .transformToUniAndConcatenate(
                        table -> session.createNativeQuery("delete from " + table + " where experiment_id = :id")
                                .setParameter("id", experimentId)
                                .executeUpdate())
                .collect()
                .last()
                .replaceWithVoid();
    }
}
