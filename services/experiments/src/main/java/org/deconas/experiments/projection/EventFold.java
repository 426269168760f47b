package org.deconas.experiments.projection;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.deconas.experiments.domain.Experiment;
import org.deconas.experiments.domain.Model;
import org.deconas.experiments.domain.PolicyVersion;
import org.deconas.experiments.domain.Trial;
import org.deconas.experiments.domain.TrialState;
import org.deconas.schema.ArchitectureSampled;
import org.deconas.schema.Event;
import org.deconas.schema.ExperimentDeleted;
import org.deconas.schema.ExperimentEnded;
import org.deconas.schema.ExperimentPauseRequested;
import org.deconas.schema.ExperimentRequested;
import org.deconas.schema.ExperimentResumeRequested;
import org.deconas.schema.ExperimentStopRequested;
import org.deconas.schema.ModelTrained;
import org.deconas.schema.PhaseStarted;
import org.deconas.schema.PolicyUpdated;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.TrialFailed;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * What a new event changes in the read model. What it is about is made when it is not there yet; only its experiment always has a row.
 */
final class EventFold {

    private final Mutiny.Session session;

    EventFold(Mutiny.Session session) {
        this.session = session;
    }

    Uni<Void> apply(Event event, Instant at) {
        if (event instanceof ExperimentRequested requested) {
            return experiment(event, experiment -> experiment.requested(requested, at));
        }
        if (event instanceof ExperimentStopRequested) {
            return experiment(event, experiment -> experiment.stopRequested(at));
        }
        if (event instanceof ExperimentPauseRequested pause) {
            return experiment(event, experiment -> experiment.pauseRequested(pause));
        }
        if (event instanceof ExperimentResumeRequested resumption) {
            return experiment(event, experiment -> experiment.resumeRequested(resumption));
        }
        if (event instanceof ExperimentDeleted) {
            return session.flush()
                    .chain(() -> ExperimentRows.deleteAllBut(session, (ExperimentDeleted) event))
                    .invoke(session::clear) // the session does not know that the rows are gone
                    .chain(() -> experiment(event, experiment -> experiment.deleted(at)));
        }
        if (event instanceof PhaseStarted started) {
            return experiment(event, experiment -> experiment.entered(started));
        }
        if (event instanceof ExperimentEnded ended) {
            return experiment(event, experiment -> experiment.ended(ended, at)).chain(() -> openTrialsEnd(event));
        }
        if (event instanceof ArchitectureSampled sampled) {
            return trial(sampled.trialId(), event, trial -> trial.sampled(sampled))
                    .replaceWithVoid();
        }
        if (event instanceof RewardMeasured measured) {
            return measured(measured);
        }
        if (event instanceof TrialFailed failed) {
            return trial(failed.trialId(), event, trial -> trial.failed(failed)).replaceWithVoid();
        }
        if (event instanceof PolicyUpdated updated) {
            return updated(updated, at);
        }
        if (event instanceof ModelTrained trained) {
            return session.persist(new Model(trained));
        }
        // The others are steps of work on the way to these: the log has them, the read model has their results.
        return Uni.createFrom().voidItem();
    }

    /** A reward that comes after its trial's failure does not count. */
    private Uni<Void> measured(RewardMeasured event) {
        return trial(event.trialId(), event, trial -> trial.measured(event))
                .chain(trial -> trial.state() != TrialState.FAILED
                        ? experiment(event, experiment -> experiment.rewarded(event.reward()))
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> updated(PolicyUpdated event, Instant at) {
        return session.persist(new PolicyVersion(event, at))
                .chain(() -> experiment(event, experiment -> experiment.learned(event)))
                .chain(() -> Multi.createFrom()
                        .iterable(event.appliedTrials())
                        .onItem()
                        .transformToUniAndConcatenate(id -> trial(id, event, trial -> trial.applied(event.version())))
                        .collect()
                        .last())
                .replaceWithVoid();
    }

    private Uni<Void> experiment(Event event, Consumer<Experiment> change) {
        return changed(Experiment.class, event.experimentId(), Experiment::new, change)
                .replaceWithVoid();
    }

    private Uni<Trial> trial(String id, Event event, Consumer<Trial> change) {
        return session.find(Experiment.class, event.experimentId())
                .chain(experiment -> changed(
                        Trial.class,
                        id,
                        newId -> new Trial(newId, event.experimentId()),
                        experiment.isEnded() ? change.andThen(Trial::experimentEnded) : change));
    }

    private Uni<Void> openTrialsEnd(Event event) {
        return session.createSelectionQuery("from Trial where experimentId = :id and state in (:open)", Trial.class)
                .setParameter("id", event.experimentId())
                .setParameter("open", List.of(TrialState.SAMPLED, TrialState.MEASURED))
                .getResultList()
                .invoke(trials -> trials.forEach(Trial::experimentEnded))
                .replaceWithVoid();
    }

    private <T> Uni<T> changed(Class<T> type, String id, Function<String, T> create, Consumer<T> change) {
        return session.find(type, id).chain(found -> {
            T entity = found == null ? create.apply(id) : found;
            change.accept(entity);
            return found == null
                    ? session.persist(entity).replaceWith(entity)
                    : Uni.createFrom().item(entity);
        });
    }
}
