package org.deconas.experiments.projection;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.deconas.experiments.domain.DeadLetterKind;
import org.deconas.schema.Topic;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Gives up experiments that nobody requested. Topics are read side by side, so an experiment's events are held when they come before its
 * request; when that has not come after a while, though everything that was ever requested has been read, they become dead letters. A
 * request that comes later still begins the experiment, and its events can be written back.
 */
@ApplicationScoped
public class UnknownExperiments {

    private static final Logger LOG = Logger.getLogger(UnknownExperiments.class);

    private static final String OVERDUE = """
            select id from experiment
            where requested_at is null and deleted_at is null
                and seen_at < now() - cast(:patience as bigint) * interval '1 millisecond'""";

    /** Its topics, each with the number of events; nothing when it was requested after all. */
    private static final String LAY_ASIDE = """
            with gone as (
                delete from event_log where experiment_id = :id
                    and exists (select from experiment where id = :id and requested_at is null)
                returning *),
            laid as (
                insert into dead_letter
                    (topic, kafka_partition, kafka_offset, record_key, body, headers, kind, reason, experiment_id)
                select topic, kafka_partition, kafka_offset, coalesce(record_key, convert_to(experiment_id, 'UTF8')),
                    convert_to(cast(body as text), 'UTF8'),
                    coalesce(headers, json_build_array(json_build_object('name', 'ce_type', 'text', type))),
                    'UNKNOWN_EXPERIMENT', cast(:reason as text), experiment_id
                from gone order by position
                on conflict do nothing)
            select topic, count(*) from gone group by topic""";

    private final ReadModel readModel;
    private final DeadLetters deadLetters;
    private final LogEnds logEnds;
    private final Duration patience;

    UnknownExperiments(
            ReadModel readModel,
            DeadLetters deadLetters,
            LogEnds logEnds,
            @ConfigProperty(name = "deconas.experiments.unknown-after") Duration patience) {
        this.readModel = readModel;
        this.deadLetters = deadLetters;
        this.logEnds = logEnds;
        this.patience = patience;
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> giveUp() {
        return readModel
                .change(session -> session.createNativeQuery(OVERDUE, String.class)
                        .setParameter("patience", patience.toMillis())
                        .getResultList())
                .chain(overdue -> overdue.isEmpty() ? Uni.createFrom().voidItem() : giveUp(overdue))
                .onFailure()
                .invoke(failure ->
                        LOG.debugf("Unknown experiments are kept for now: reason=%s", Failures.rootMessage(failure)))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> giveUp(List<String> overdue) {
        return logEnds.isReached(Topic.EXPERIMENTS)
                .chain(wasRead -> !wasRead
                        ? Uni.createFrom().voidItem()
                        : Multi.createFrom()
                                .iterable(overdue)
                                .onItem()
                                .transformToUniAndConcatenate(this::giveUp)
                                .collect()
                                .last());
    }

    private Uni<Void> giveUp(String id) {
        String reason = "Nobody requested experiment '" + id + "' within " + patience.toMillis() / 1000.0 + " s";
        return readModel
                .change(session -> session.createNativeQuery(Projection.TAKE_TURN, Long.class)
                        .getSingleResult()
                        .chain(() -> session.createNativeQuery(LAY_ASIDE, Object[].class)
                                .setParameter("id", id)
                                .setParameter("reason", reason)
                                .getResultList())
                        .chain(laid -> laid.isEmpty()
                                ? Uni.createFrom().item(Map.<String, Long>of())
                                : forget(session, id).replaceWith(counts(laid))))
                .invoke(laid -> laid.forEach((topic, events) -> {
                    deadLetters.count(topic, DeadLetterKind.UNKNOWN_EXPERIMENT, events);
                    LOG.warnf(
                            "Events are laid aside as dead letters: topic=%s events=%d kind=%s reason=%s",
                            topic, events, DeadLetterKind.UNKNOWN_EXPERIMENT, reason);
                }))
                .replaceWithVoid();
    }

    private static Uni<Void> forget(Mutiny.Session session, String id) {
        return ExperimentRows.delete(session, id)
                .chain(() -> session.createNativeQuery("delete from experiment where id = :id")
                        .setParameter("id", id)
                        .executeUpdate())
                .replaceWithVoid();
    }

    private static Map<String, Long> counts(List<Object[]> rows) {
        return rows.stream().collect(Collectors.toMap(row -> (String) row[0], row -> ((Number) row[1]).longValue()));
    }
}
