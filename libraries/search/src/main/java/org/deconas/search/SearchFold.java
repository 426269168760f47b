package org.deconas.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.deconas.controller.Policy;
import org.deconas.schema.ArchitectureSampled;
import org.deconas.schema.Event;
import org.deconas.schema.ExperimentEnded;
import org.deconas.schema.ExperimentSettings;
import org.deconas.schema.NetworkTrained;
import org.deconas.schema.PhaseStarted;
import org.deconas.schema.PhaseStarted.Phase;
import org.deconas.schema.TrialEnded;

/**
 * One search, from the request to the winner (method, sections 4 and 5): TRAIN and EVALUATE in turn, then DERIVE, RETRAIN, and the
 * winner's long training. A pure function of the log: {@link #due} gives what should have been given out by now and was not. While it is
 * paused that is nothing but an end.
 */
final class SearchFold {

    private final String experimentId;
    private final PolicyStore policies;
    private final SearchLog log = new SearchLog();
    private Stage stage = new Stage.Training(0);
    private List<ArchitectureSampled> candidates; // null until DERIVE

    SearchFold(String experimentId, PolicyStore policies) {
        this.experimentId = experimentId;
        this.policies = policies;
    }

    void note(Event event) {
        log.note(event);
    }

    boolean isOver() {
        return stage instanceof Stage.Over;
    }

    List<Event> due() {
        Optional<ExperimentSettings> settings = log.settings();
        if (settings.isEmpty() || !log.hasItsOrigin() || isOver()) {
            return List.of();
        }
        SearchPlan plan = new SearchPlan(experimentId, settings.get());
        List<Event> due = new ArrayList<>();
        if (log.isStopRequested()) {
            end(ExperimentEnded.stopped(experimentId), due);
        } else if (log.failure().isPresent()) {
            end(ExperimentEnded.failed(experimentId, log.failure().get()), due);
        }
        if (log.isPaused() && log.model().isEmpty()) {
            return due;
        }
        while (!isOver()) {
            Optional<Stage> next = next(plan, due);
            if (next.isEmpty()) {
                break;
            }
            stage = next.get();
            if (stage instanceof Stage.Over over) {
                due.add(over.last());
            }
        }
        return due;
    }

    private void end(Event last, List<Event> due) {
        stage = new Stage.Over(last);
        due.add(last);
    }

    /** The stage after the current one if that is done; else adds the work of it that is new, and waits. */
    private Optional<Stage> next(SearchPlan plan, List<Event> due) {
        Work work = new Work(plan, log);
        if (stage instanceof Stage.Training training) {
            return afterTraining(plan, training.round(), work, due);
        } else if (stage instanceof Stage.Evaluating evaluating) {
            return afterEvaluating(plan, evaluating, work, due);
        } else if (stage instanceof Stage.Deriving) {
            return afterDeriving(plan, work, due);
        } else if (stage instanceof Stage.Retraining retraining) {
            return afterRetraining(plan, retraining, work, due);
        } else if (stage instanceof Stage.TrainingWinner winner) {
            return afterWinner(plan, winner, work, due);
        }
        return Optional.empty();
    }

    private Optional<Stage> afterTraining(SearchPlan plan, int round, Work work, List<Event> due) {
        if (plan.weightsAfter(round, log).isPresent()) {
            return Optional.of(plan.learnsIn(round) ? new Stage.Evaluating(round, 0) : afterRound(plan, round));
        }
        if (log.policy(plan.versionBefore(round, 0)).isPresent()) {
            start(plan, Phase.TRAIN, round, due);
            if (!IntStream.range(0, plan.lanes()).allMatch(lane -> log.isGiven(plan.trainId(round, lane)))) {
                give(work.training(round, policy(plan.versionBefore(round, 0))), due);
            }
        }
        return Optional.empty();
    }

    private Optional<Stage> afterEvaluating(SearchPlan plan, Stage.Evaluating now, Work work, List<Event> due) {
        long version = plan.versionBefore(now.round(), now.update());
        if (log.policy(version + 1).isPresent()) {
            boolean more = now.update() + 1 < plan.settings().search().updatesPerRound();
            return Optional.of(
                    more ? new Stage.Evaluating(now.round(), now.update() + 1) : afterRound(plan, now.round()));
        }
        if (log.policy(version).isPresent()) {
            start(plan, Phase.EVALUATE, now.round(), due);
            int trials = plan.settings().search().trialsPerUpdate();
            if (!IntStream.range(0, trials)
                    .allMatch(index -> log.isGiven(plan.trialId(now.round(), now.update(), index)))) {
                give(work.trials(now.round(), now.update(), policy(version)), due);
            }
        }
        return Optional.empty();
    }

    private static Stage afterRound(SearchPlan plan, int round) {
        return round + 1 < plan.rounds() ? new Stage.Training(round + 1) : new Stage.Deriving();
    }

    private Optional<Stage> afterDeriving(SearchPlan plan, Work work, List<Event> due) {
        if (log.policy(plan.lastVersion()).isEmpty()) {
            return Optional.empty();
        }
        if (candidates == null) {
            candidates = work.candidates(policy(plan.lastVersion()));
        }
        start(plan, Phase.DERIVE, plan.rounds(), due);
        give(candidates, due);
        List<TrialEnded> ended = IntStream.range(0, candidates.size())
                .mapToObj(plan::candidateId)
                .flatMap(id -> log.candidate(id).stream())
                .toList();
        if (ended.size() < candidates.size()) {
            return Optional.empty();
        }
        List<Stage.Finalist> finalists = plan.finalists(ended);
        return Optional.of(
                finalists.isEmpty()
                        ? new Stage.Over(ExperimentEnded.failed(experimentId, "No candidate could be measured"))
                        : new Stage.Retraining(finalists));
    }

    private Optional<Stage> afterRetraining(SearchPlan plan, Stage.Retraining now, Work work, List<Event> due) {
        int stageEnd = plan.settings().training().finalistSteps();
        start(plan, Phase.RETRAIN, plan.rounds(), due);
        List<Event> segments = new ArrayList<>();
        for (Stage.Finalist finalist : now.finalists()) {
            Optional<NetworkTrained> trained = log.network(plan.networkId(finalist.candidate()));
            if (trained.isEmpty() || trained.get().toStep() < stageEnd) {
                segments.add(work.finalistSegment(finalist, trained, stageEnd));
            }
        }
        give(segments, due);
        return segments.isEmpty()
                ? Optional.of(new Stage.TrainingWinner(plan.winner(now.finalists(), log)))
                : Optional.empty();
    }

    private Optional<Stage> afterWinner(SearchPlan plan, Stage.TrainingWinner now, Work work, List<Event> due) {
        if (log.model().isPresent()) {
            return Optional.of(new Stage.Over(
                    ExperimentEnded.completed(experimentId, log.model().get().modelId())));
        }
        NetworkTrained furthest = log.network(now.finalist().networkId()).orElse(now.finalist());
        if (furthest.toStep() < plan.settings().training().steps()) {
            start(plan, Phase.TRAIN_WINNER, plan.rounds(), due);
            give(List.of(work.winnerSegment(furthest)), due);
        }
        return Optional.empty();
    }

    private Policy policy(long version) {
        return policies.load(log.policy(version).orElseThrow()).policy();
    }

    private void start(SearchPlan plan, Phase phase, int round, List<Event> due) {
        give(List.of(new PhaseStarted(experimentId, phase, round, plan.rounds())), due);
    }

    private void give(List<? extends Event> work, List<Event> due) {
        for (Event event : work) {
            if (log.isNew(event)) {
                due.add(event);
            }
        }
    }
}
