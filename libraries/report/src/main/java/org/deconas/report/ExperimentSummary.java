package org.deconas.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.TrialPurpose;

/**
 * One experiment in figures.
 *
 * @param outcome how it ended; {@code unfinished} when its log does not say
 * @param lastRound the last round that has measured trials, from 0; -1 without any
 * @param lastRoundTrials measured trials of that round
 * @param lastRoundReward their mean reward, dB
 * @param bestTrial the highest reward of the search, by shared weights
 * @param winner the trained network
 */
public record ExperimentSummary(
        String id,
        String name,
        String strategy,
        long seed,
        String outcome,
        int lastRound,
        int lastRoundTrials,
        OptionalDouble lastRoundReward,
        Optional<RewardMeasured> bestTrial,
        Optional<Winner> winner) {

    /**
     * What the search gave.
     *
     * @param psnr luma PSNR on all validation patches after training, dB
     * @param bicubicPsnr the same of bicubic enlargement, dB
     * @param penalty complexity penalty, in [0, 1]
     * @param multiplyAdds for an output of 1280x720
     * @param reward of the trained network, by the settings of the search
     */
    public record Winner(
            String modelId,
            String sequence,
            int steps,
            double psnr,
            double bicubicPsnr,
            double penalty,
            long parameters,
            long multiplyAdds,
            double reward) {}

    static ExperimentSummary of(ExperimentLog log) {
        List<RewardMeasured> trials = log.rewards(TrialPurpose.REINFORCE);
        int lastRound = trials.stream().mapToInt(RewardMeasured::round).max().orElse(-1);
        List<RewardMeasured> last =
                trials.stream().filter(trial -> trial.round() == lastRound).toList();
        return new ExperimentSummary(
                log.id(),
                log.name(),
                log.strategy(),
                log.seed(),
                log.outcome()
                        .map(outcome -> outcome.name().toLowerCase(Locale.ROOT))
                        .orElse("unfinished"),
                lastRound,
                last.size(),
                last.stream().mapToDouble(RewardMeasured::reward).average(),
                trials.stream().max(Comparator.comparingDouble(RewardMeasured::reward)),
                winner(log));
    }

    /** The reward of the winner; empty without one. */
    OptionalDouble winnerReward() {
        return winner.map(found -> OptionalDouble.of(found.reward)).orElseGet(OptionalDouble::empty);
    }

    private static Optional<Winner> winner(ExperimentLog log) {
        return log.model().map(model -> {
            double penalty = penalty(log, model.sequence());
            long multiplyAdds = MeasuredNetwork.multiplyAdds(model.sequence(), log.network());
            return new Winner(
                    model.modelId(),
                    model.sequence(),
                    model.steps(),
                    model.validationPsnr(),
                    model.bicubicPsnr(),
                    penalty,
                    model.parameters(),
                    multiplyAdds,
                    log.reward().of(model.validationPsnr(), penalty, multiplyAdds));
        });
    }

    /** A winner was a candidate once, and measured as such. */
    private static double penalty(ExperimentLog log, String sequence) {
        return Stream.of(TrialPurpose.DERIVE, TrialPurpose.REINFORCE)
                .flatMap(purpose -> log.rewards(purpose).stream())
                .filter(reward -> reward.sequence().equals(sequence))
                .mapToDouble(RewardMeasured::penalty)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The log of experiment " + log.id()
                        + " does not hold the measurement of its winner; give its whole log"));
    }
}
