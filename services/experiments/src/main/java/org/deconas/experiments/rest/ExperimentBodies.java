package org.deconas.experiments.rest;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.deconas.experiments.domain.Experiment;
import org.deconas.experiments.domain.ExperimentState;
import org.deconas.experiments.domain.Model;
import org.deconas.experiments.domain.PolicyVersion;
import org.deconas.experiments.domain.Trial;
import org.deconas.experiments.domain.TrialState;
import org.deconas.experiments.projection.ExperimentQueries.Overview;
import org.deconas.experiments.projection.ExperimentQueries.Part;
import org.deconas.experiments.projection.ExperimentQueries.RoundReward;
import org.deconas.schema.ExperimentSettings;
import org.deconas.schema.PhaseStarted.Phase;
import org.deconas.schema.TrialPurpose;

/** The bodies of answers. What is not known yet is null. */
final class ExperimentBodies {

    private ExperimentBodies() {}

    /**
     * A part of a list.
     *
     * @param total how many there are in all
     */
    public record Listing<T>(List<T> items, long total, int limit, int offset) {
        static <S, T> Listing<T> of(Part<S> part, PageRequest page, Function<S, T> body) {
            return new Listing<>(part.items().stream().map(body).toList(), part.total(), page.limit(), page.offset());
        }
    }

    /** An experiment in a list. */
    public record ExperimentSummary(
            String id,
            String name,
            String profile,
            ExperimentState state,
            Phase phase,
            Integer round,
            Integer rounds,
            Double bestReward,
            String modelId,
            String reason,
            Instant requestedAt,
            Instant endedAt) {
        static ExperimentSummary of(Experiment experiment) {
            return new ExperimentSummary(
                    experiment.id(),
                    experiment.name(),
                    experiment.profile(),
                    experiment.state(),
                    experiment.phase(),
                    experiment.round(),
                    experiment.rounds(),
                    experiment.bestReward(),
                    experiment.modelId(),
                    experiment.reason(),
                    experiment.requestedAt(),
                    experiment.endedAt());
        }
    }

    /** Everything about an experiment but its single trials and policies. */
    public record ExperimentDetail(
            String id,
            String name,
            String profile,
            ExperimentState state,
            Phase phase,
            Integer round,
            Integer rounds,
            Map<TrialState, Long> trials,
            Long policyVersion,
            Double baseline,
            Double bestReward,
            List<RoundReward> rewards,
            String modelId,
            Winner winner,
            String reason,
            Instant requestedAt,
            Instant endedAt,
            ExperimentSettings settings) {
        static ExperimentDetail of(Overview overview) {
            Experiment experiment = overview.experiment();
            return new ExperimentDetail(
                    experiment.id(),
                    experiment.name(),
                    experiment.profile(),
                    experiment.state(),
                    experiment.phase(),
                    experiment.round(),
                    experiment.rounds(),
                    overview.trials(),
                    experiment.policyVersion(),
                    experiment.baseline(),
                    experiment.bestReward(),
                    overview.rounds(),
                    experiment.modelId(),
                    overview.winner() == null ? null : Winner.of(overview.winner()),
                    experiment.reason(),
                    experiment.requestedAt(),
                    experiment.endedAt(),
                    experiment.settings());
        }
    }

    /** The model that an experiment gave. PSNR in dB. */
    public record Winner(
            String modelId,
            String sequence,
            int steps,
            double validationPsnr,
            double bicubicPsnr,
            long parameters,
            long multiplyAddsPerPixel,
            String savedModelSha256,
            long savedModelSize) {
        static Winner of(Model model) {
            return new Winner(
                    model.id(),
                    model.sequence(),
                    model.steps(),
                    model.validationPsnr(),
                    model.bicubicPsnr(),
                    model.parameters(),
                    model.multiplyAddsPerPixel(),
                    model.savedModelSha256(),
                    model.savedModelSize());
        }
    }

    /** A trial. PSNR and reward in dB. */
    public record TrialBody(
            String id,
            TrialState state,
            TrialPurpose purpose,
            Integer round,
            Integer update,
            Integer index,
            String sequence,
            Long policyVersion,
            Double logProbability,
            Double psnr,
            Double penalty,
            Double reward,
            Long appliedIn,
            String failure) {
        static TrialBody of(Trial trial) {
            return new TrialBody(
                    trial.id(),
                    trial.state(),
                    trial.purpose(),
                    trial.round(),
                    trial.update(),
                    trial.index(),
                    trial.sequence(),
                    trial.policyVersion(),
                    trial.logProbability(),
                    trial.psnr(),
                    trial.penalty(),
                    trial.reward(),
                    trial.appliedIn(),
                    trial.failure());
        }
    }

    /** A version of the policy. Rewards in dB, entropy in nats. */
    public record PolicyBody(
            long version,
            int round,
            int update,
            int appliedTrials,
            String parametersSha256,
            double baseline,
            double meanReward,
            double meanEntropy,
            double gradientNorm,
            Instant publishedAt) {
        static PolicyBody of(PolicyVersion policy) {
            return new PolicyBody(
                    policy.version(),
                    policy.round(),
                    policy.update(),
                    policy.appliedTrials(),
                    policy.parametersSha256(),
                    policy.baseline(),
                    policy.meanReward(),
                    policy.meanEntropy(),
                    policy.gradientNorm(),
                    policy.publishedAt());
        }
    }
}
