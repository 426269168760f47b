package org.deconas.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.deconas.controller.Policy;
import org.deconas.controller.PolicySnapshot;
import org.deconas.controller.Reinforce;
import org.deconas.schema.ExperimentSettings;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.Seeds;
import org.deconas.schema.TrialEnded;
import org.deconas.search.settings.SettingKeys;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.Complexity;

/** Folds a log twice, with the settings that it had and with others, and puts both side by side. */
final class WhatIfRun {

    /** Architectures that are drawn to see what a policy's cost. */
    private static final int DRAWS = 200;

    private final Replay replay;
    private final ExperimentSettings settings;
    private final Set<String> changed;
    private final List<TrialEnded> asked = new ArrayList<>(); // the log's trials as the settings value them
    private final Map<String, RewardMeasured> rewards = new HashMap<>(); // the same by trial

    WhatIfRun(Replay replay, ExperimentSettings settings) {
        this.replay = replay;
        this.settings = settings;
        this.changed = SettingKeys.differing(replay.settings(), settings);
        List<String> refused =
                changed.stream().filter(key -> !WhatIf.isAnswered(key)).toList();
        if (!refused.isEmpty()) {
            throw new IllegalArgumentException("The log cannot say what follows from another "
                    + String.join(", ", refused)
                    + ": what was measured depends on it; only reward.* and policy.* can be asked about");
        }
        replay.ended().forEach(trial -> {
            TrialEnded valued = trial instanceof RewardMeasured reward ? Answers.valued(reward, settings) : trial;
            asked.add(valued);
            if (valued instanceof RewardMeasured reward) {
                rewards.put(reward.trialId(), reward);
            }
        });
    }

    WhatIf run() {
        PolicyFold logged = replay.fold(replay.settings(), replay.ended());
        PolicyFold other = replay.fold(settings, asked);
        List<WhatIf.Version> versions = new ArrayList<>();
        Policy before = null;
        Reinforce lastLogged = null;
        Reinforce lastAsked = null;
        while (true) {
            Optional<PolicyFold.Step> one = logged.next();
            Optional<PolicyFold.Step> two = other.next();
            if (one.isEmpty() || two.isEmpty()) {
                break;
            }
            versions.add(new WhatIf.Version(
                    one.get().version(),
                    one.get().round(),
                    one.get().applied().size(),
                    one.get().meanReward(),
                    two.get().meanReward(),
                    one.get().meanEntropy(),
                    two.get().meanEntropy(),
                    before == null ? 0 : effectiveTrials(before, two.get().applied()),
                    one.get().parametersSha256().equals(two.get().parametersSha256())));
            before = two.get().learner().policy();
            lastLogged = one.get().learner();
            lastAsked = two.get().learner();
        }
        return new WhatIf(
                replay.experimentId(),
                changed,
                versions,
                outcome(lastLogged, replay.settings()),
                outcome(lastAsked, settings));
    }

    private double effectiveTrials(Policy policy, List<String> applied) {
        double sum = 0;
        double squares = 0;
        for (String trialId : applied) {
            RewardMeasured reward = rewards.get(trialId);
            double logProbability = policy.score(Architecture.parse(policy.space(), reward.sequence()))
                    .logProbability();
            double ratio = Math.min(
                    Math.exp(logProbability - reward.logProbability()),
                    settings.policy().importanceClip());
            sum += ratio;
            squares += ratio * ratio;
        }
        return squares == 0 ? 0 : sum * sum / squares;
    }

    private WhatIf.Outcome outcome(Reinforce learner, ExperimentSettings under) {
        Policy policy = learner.policy();
        RandomGenerator random = Seeds.stream(under.seed(), "what-if");
        double penalties = 0;
        double multiplyAdds = 0;
        for (int i = 0; i < DRAWS; i++) {
            WhatIf.Cost cost = cost(policy.sample(random).architecture().sequence());
            penalties += cost.penalty();
            multiplyAdds += cost.multiplyAdds();
        }
        Optional<RewardMeasured> best = replay.ended().stream()
                .filter(RewardMeasured.class::isInstance)
                .map(trial -> Answers.valued((RewardMeasured) trial, under))
                .max(Comparator.comparingDouble(RewardMeasured::reward));
        return new WhatIf.Outcome(
                learner.version(),
                PolicySnapshot.parametersSha256(policy),
                cost(policy.mostProbable().architecture().sequence()),
                penalties / DRAWS,
                multiplyAdds / DRAWS,
                best.map(trial -> cost(trial.sequence())).orElse(null),
                best.map(RewardMeasured::reward).orElse(0.0));
    }

    private WhatIf.Cost cost(String sequence) {
        Complexity complexity = SearchSettings.complexity(settings, sequence);
        return new WhatIf.Cost(
                sequence,
                complexity.parameters(),
                complexity.penalty(),
                complexity.multiplyAdds(settings.network().scale()));
    }
}
