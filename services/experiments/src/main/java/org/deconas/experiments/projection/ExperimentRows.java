package org.deconas.experiments.projection;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.deconas.schema.EventCodec;
import org.deconas.schema.ExperimentDeleted;
import org.hibernate.reactive.mutiny.Mutiny;

/** What the read model has of an experiment besides the row of its own. */
final class ExperimentRows {

    private static final List<String> RESULTS = List.of("trial", "policy_version", "model", "idempotency_key");

    private ExperimentRows() {}

    /** Deletes what the log had of an experiment, but not the experiment's dead letters. */
    static Uni<Void> delete(Mutiny.Session session, String experimentId) {
        return delete(session, RESULTS, experimentId)
                .chain(() -> execute(session, "delete from event_log where experiment_id = :id", experimentId));
    }

    /** Deletes all that there was of an experiment but for the event that says so: whoever follows the log is to learn of it. */
    static Uni<Void> deleteAllBut(Mutiny.Session session, ExperimentDeleted event) {
        return delete(session, RESULTS, event.experimentId())
                .chain(() ->
                        execute(session, "delete from dead_letter where experiment_id = :id", event.experimentId()))
                .chain(() -> session.createNativeQuery(
                                "delete from event_log where experiment_id = :id and type <> :deleted")
                        .setParameter("id", event.experimentId())
                        .setParameter("deleted", EventCodec.type(event))
                        .executeUpdate())
                .replaceWithVoid();
    }

    private static Uni<Void> delete(Mutiny.Session session, List<String> tables, String experimentId) {
        return Multi.createFrom()
                .iterable(tables)
                .onItem()
                .transformToUniAndConcatenate(
                        table -> execute(session, "delete from " + table + " where experiment_id = :id", experimentId))
                .collect()
                .last();
    }

    private static Uni<Void> execute(Mutiny.Session session, String deletion, String experimentId) {
        return session.createNativeQuery(deletion)
                .setParameter("id", experimentId)
                .executeUpdate()
                .replaceWithVoid();
    }
}
