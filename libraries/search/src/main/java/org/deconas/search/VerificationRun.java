package org.deconas.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deconas.controller.Policy;
import org.deconas.controller.Sample;
import org.deconas.schema.ArchitectureSampled;
import org.deconas.schema.ModelTrained;
import org.deconas.schema.NetworkTrained;
import org.deconas.schema.PolicyUpdated;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.SharedTrainingRequested;
import org.deconas.schema.TrialEnded;
import org.deconas.schema.TrialPurpose;

/** Goes through a search in its order, version by version, and compares. Holds one policy at a time. */
final class VerificationRun {

    private final Replay replay;
    private final Work work;
    private Verification.Share policies = Verification.Share.NONE;
    private Verification.Share draws = Verification.Share.NONE;
    private Verification.Share rewards = Verification.Share.NONE;
    private Verification.Share winner = Verification.Share.NONE;
    private final Map<Kind, Verification.Difference> differences = new LinkedHashMap<>(); // the first of each kind

    private enum Kind {
        REWARD,
        POLICY,
        DRAW,
        WINNER
    }

    VerificationRun(Replay replay) {
        this.replay = replay;
        this.work = new Work(replay.plan(), replay.log());
    }

    Verification run() {
        replay.ended().forEach(this::compareReward);
        PolicyFold fold = replay.fold(replay.settings(), replay.ended());
        for (PolicyUpdated logged : replay.policies()) {
            Optional<PolicyFold.Step> next = fold.next();
            policies = policies.and(isSame(logged, next));
            if (next.isPresent()) {
                compareDraws(logged.version(), next.get().learner().policy());
            }
        }
        replay.candidates().forEach(this::compareReward);
        compareWinner();
        return new Verification(
                replay.experimentId(), policies, draws, rewards, winner, List.copyOf(differences.values()));
    }

    private boolean isSame(PolicyUpdated logged, Optional<PolicyFold.Step> replayed) {
        String where = "policy version " + logged.version();
        if (replayed.isEmpty()) {
            return same(Kind.POLICY, where, "version", logged.version(), "none: not all trials before it have ended");
        }
        PolicyFold.Step next = replayed.get();
        return same(Kind.POLICY, where, "version", logged.version(), next.version())
                && same(Kind.POLICY, where, "list of applied trials", logged.appliedTrials(), next.applied())
                && same(
                        Kind.POLICY,
                        where,
                        "digest of the parameters",
                        logged.parametersSha256(),
                        next.parametersSha256())
                && same(Kind.POLICY, where, "mean reward", logged.meanReward(), next.meanReward())
                && same(
                        Kind.POLICY,
                        where,
                        "baseline",
                        logged.baseline(),
                        next.learner().baseline());
    }

    private void compareDraws(long version, Policy policy) {
        List<ArchitectureSampled> candidates = new ArrayList<>();
        for (ArchitectureSampled logged : replay.samplesOf(version)) {
            if (logged.purpose() == TrialPurpose.DERIVE) {
                candidates.add(logged);
            } else {
                compare(logged, work.trial(policy, logged.round(), logged.update(), logged.index()));
            }
        }
        for (SharedTrainingRequested logged : replay.trainingOf(version)) {
            List<String> again = work.sequences(policy, logged.round(), logged.lane());
            for (int step = 0; step < logged.sequences().size(); step++) {
                draws = draws.and(same(
                        Kind.DRAW,
                        logged.workId() + ", step " + step,
                        "architecture",
                        logged.sequences().get(step),
                        step < again.size() ? again.get(step) : "none"));
            }
        }
        if (!candidates.isEmpty()) {
            List<Sample> again = work.candidateSamples(policy);
            for (ArchitectureSampled logged : candidates) {
                if (logged.index() < again.size()) {
                    compare(logged, again.get(logged.index()));
                } else {
                    draws = draws.and(same(Kind.DRAW, logged.trialId(), "architecture", logged.sequence(), "none"));
                }
            }
        }
    }

    private void compare(ArchitectureSampled logged, Sample again) {
        draws = draws.and(same(
                        Kind.DRAW,
                        logged.trialId(),
                        "architecture",
                        logged.sequence(),
                        again.architecture().sequence())
                && same(
                        Kind.DRAW,
                        logged.trialId(),
                        "log-probability",
                        logged.logProbability(),
                        again.logProbability()));
    }

    private void compareReward(TrialEnded trial) {
        if (trial instanceof RewardMeasured reward) {
            rewards = rewards.and(same(
                    Kind.REWARD,
                    reward.trialId(),
                    "reward",
                    reward.reward(),
                    SearchSettings.reward(replay.settings(), reward.sequence(), reward.psnr())));
        }
    }

    private void compareWinner() {
        Optional<ModelTrained> model = replay.model();
        if (model.isEmpty()) {
            return;
        }
        SearchPlan plan = replay.plan();
        List<Stage.Finalist> finalists = plan.finalists(List.copyOf(replay.candidates()));
        boolean areTrained = finalists.stream()
                .allMatch(finalist -> replay.log()
                        .finalist(plan.networkId(finalist.candidate()))
                        .isPresent());
        Optional<NetworkTrained> best = areTrained && !finalists.isEmpty()
                ? Optional.of(plan.winner(finalists, replay.log()))
                : Optional.empty();
        winner = winner.and(same(
                Kind.WINNER,
                "winner",
                "architecture",
                model.get().sequence(),
                best.map(NetworkTrained::sequence).orElse("none")));
    }

    private boolean same(Kind kind, String where, String what, Object log, Object again) {
        boolean same = log.equals(again);
        if (!same) {
            differences.putIfAbsent(kind, new Verification.Difference(where, what, log.toString(), again.toString()));
        }
        return same;
    }
}
