package org.deconas.schema;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.KebabCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * Everything that an experiment's result depends on. What is boxed came later: logs from before do not hold it, and it is given the value
 * that was meant then, so that it is never null here. As JSON and YAML the keys are in kebab case, so a user's {@code --set
 * reward.penalty-weight=1} names the same thing as the log.
 *
 * @param seed every random choice of the experiment follows from it
 */
@JsonNaming(KebabCaseStrategy.class)
public record ExperimentSettings(
        long seed,
        Network network,
        Data data,
        SharedTraining sharedTraining,
        Search search,
        Reward reward,
        Policy policy,
        Training training) {

    public ExperimentSettings {
        Require.present("network", network);
        Require.present("data", data);
        Require.present("shared-training", sharedTraining);
        Require.present("search", search);
        Require.present("reward", reward);
        Require.present("policy", policy);
        Require.present("training", training);
        if (policy.baseline() == PolicyBaseline.LEAVE_ONE_OUT && search.trialsPerUpdate() < 2) {
            throw new IllegalArgumentException(
                    "policy.baseline is leave-one-out, which compares the trials of an update with each other, but"
                            + " search.trials-per-update is 1; give at least 2");
        }
    }

    /**
     * The family that is searched (method, section 1).
     *
     * @param filters F, feature maps of every layer; a multiple of 4
     * @param blocks D, dense blocks
     * @param cells C, cells of a block
     * @param scale enlargement: 2, 3 or 4
     * @param channelAttention whether cells end in channel attention
     * @param fusionSearch whether local and global feature fusion are searched too; absent in old logs: no
     * @param precision what the convolutions of training are computed in; absent in old logs: float32
     */
    @JsonNaming(KebabCaseStrategy.class)
    public record Network(
            int filters,
            int blocks,
            int cells,
            int scale,
            boolean channelAttention,
            Boolean fusionSearch,
            NetworkPrecision precision) {
        private static final int MOST_FUSION_BLOCKS = 16;

        public Network {
            fusionSearch = fusionSearch != null && fusionSearch;
            precision = precision == null ? NetworkPrecision.FLOAT32 : precision;
            Require.atLeast("network.filters", filters, 4);
            if (filters % 4 != 0) {
                throw new IllegalArgumentException("network.filters is " + filters + ", but must be a multiple of 4");
            }
            Require.within("network.blocks", blocks, 1, 32);
            Require.within("network.cells", cells, 1, 16);
            Require.within("network.scale", scale, 2, 4);
            if (fusionSearch && blocks > MOST_FUSION_BLOCKS) {
                throw new IllegalArgumentException("network.blocks is " + blocks + ", but must be at most "
                        + MOST_FUSION_BLOCKS + " when network.fusion-search is true");
            }
        }
    }

    /**
     * Where the images are.
     *
     * @param images folder of training images, as trainers see it
     * @param validation folder of validation images; absent to set a part of the training images aside
     * @param validationFraction that part, by content hash; in (0, 1)
     * @param validationPatches patches that rewards and choices are measured on
     * @param validationPatchSize their side on the low-resolution side, pixels
     */
    @JsonNaming(KebabCaseStrategy.class)
    public record Data(
            String images,
            String validation,
            double validationFraction,
            int validationPatches,
            int validationPatchSize) {
        public Data {
            Require.text("data.images", images);
            Require.within("data.validation-fraction", validationFraction, 0.001, 0.9);
            Require.atLeast("data.validation-patches", validationPatches, 1);
            Require.atLeast("data.validation-patch-size", validationPatchSize, 12);
        }
    }

    /**
     * Training of the super-network (method, section 4).
     *
     * @param batch patches in a step
     * @param patchSize their side on the low-resolution side, pixels
     * @param learningRate Adam's, at the start
     * @param halveEvery steps after which the learning rate is halved
     */
    @JsonNaming(KebabCaseStrategy.class)
    public record SharedTraining(int batch, int patchSize, double learningRate, int halveEvery) {
        public SharedTraining {
            Require.atLeast("shared-training.batch", batch, 1);
            Require.atLeast("shared-training.patch-size", patchSize, 8);
            Require.above("shared-training.learning-rate", learningRate, 0);
            Require.atLeast("shared-training.halve-every", halveEvery, 1);
        }
    }

    /**
     * The rounds of the search and what follows them (method, sections 4 and 5).
     *
     * @param strategy what trials are drawn from; absent in old logs: the policy
     * @param rounds epochs
     * @param stepsPerRound shared training steps of an epoch, over all lanes: at most 10,000 a lane, whose sequences are one record
     * @param warmUpRounds first epochs without policy updates
     * @param updatesPerRound policy updates of an epoch
     * @param trialsPerUpdate rewards averaged in one policy update, at most 5,000: one record names them
     * @param trialPatches how many of the validation patches measure a trial during the search
     * @param candidates sequences that are scored at the end, the most probable one among them
     * @param finalists best candidates that are trained from scratch
     * @param lanes parts that a phase's work is dealt to; one trainer needs one
     */
    @JsonNaming(KebabCaseStrategy.class)
    public record Search(
            SearchStrategy strategy,
            int rounds,
            int stepsPerRound,
            int warmUpRounds,
            int updatesPerRound,
            int trialsPerUpdate,
            int trialPatches,
            int candidates,
            int finalists,
            int lanes) {

        /** What still fits into a record of Kafka, whose limit is 1 MiB unless it is set otherwise. */
        private static final int MOST_STEPS = 10_000;

        private static final int MOST_TRIALS = 5_000;

        public Search {
            strategy = strategy == null ? SearchStrategy.REINFORCE : strategy;
            Require.atLeast("search.rounds", rounds, 1);
            Require.within("search.lanes", lanes, 1, 1024);
            Require.within("search.steps-per-round", stepsPerRound, 1, (long) MOST_STEPS * lanes);
            Require.within("search.warm-up-rounds", warmUpRounds, 0, rounds);
            Require.atLeast("search.updates-per-round", updatesPerRound, 1);
            Require.within("search.trials-per-update", trialsPerUpdate, 1, MOST_TRIALS);
            Require.atLeast("search.trial-patches", trialPatches, 1);
            Require.atLeast("search.candidates", candidates, 1);
            Require.within("search.finalists", finalists, 1, candidates);
        }
    }

    /**
     * What a trial is worth: PSNR − λ·P (method, section 4), or with a target PSNR·(M / target)^w, where M are the network's
     * multiply-adds (the soft constraint of MnasNet, Tan et al. 2019, section 3.1).
     *
     * @param penaltyWeight λ, dB for a network with every connection; counts without a target only
     * @param multiplyAddsTarget what a network should cost, in G (10⁹) multiply-adds for an output of 1280x720 pixels; 0 for no target
     * @param multiplyAddsExponent w, at most 0: −0.01 takes about a quarter of a dB for twice the target
     */
    @JsonNaming(KebabCaseStrategy.class)
    public record Reward(double penaltyWeight, Double multiplyAddsTarget, Double multiplyAddsExponent) {

        public Reward {
            multiplyAddsTarget = multiplyAddsTarget == null ? 0 : multiplyAddsTarget;
            multiplyAddsExponent = multiplyAddsExponent == null ? 0 : multiplyAddsExponent;
            Require.finite("reward.penalty-weight", penaltyWeight);
            Require.within("reward.multiply-adds-target", multiplyAddsTarget, 0, 1e9);
            Require.within("reward.multiply-adds-exponent", multiplyAddsExponent, -10, 0);
        }

        /**
         * The reward of a measured network.
         *
         * @param psnr dB
         * @param penalty P, in [0, 1]
         * @param multiplyAdds for an output of 1280x720 pixels
         */
        public double of(double psnr, double penalty, double multiplyAdds) {
            return multiplyAddsTarget == 0
                    ? psnr - penaltyWeight * penalty
                    : psnr * StrictMath.pow(multiplyAdds / (1e9 * multiplyAddsTarget), multiplyAddsExponent);
        }
    }

    /**
     * The controller (method, section 3).
     *
     * @param learningRate Adam's
     * @param entropyWeight weight of the entropy bonus
     * @param baseline what rewards are compared with; absent in old logs: their moving average
     * @param baselineDecay of that average, in [0, 1)
     * @param temperature the logits are divided by it
     * @param tanhConstant the logits are squashed to ± this; 0 for no squash
     * @param importanceClip bound of the importance ratio for rewards of older policies
     * @param heads which steps of the controller share heads; absent in old logs: all
     * @param normalisedAdvantages whether what rewards are above the baseline is divided by their deviation, so that an entropy weight
     *     means the same for every scale of rewards; absent in old logs: no
     */
    @JsonNaming(KebabCaseStrategy.class)
    public record Policy(
            double learningRate,
            double entropyWeight,
            PolicyBaseline baseline,
            double baselineDecay,
            double temperature,
            double tanhConstant,
            double importanceClip,
            PolicyHeads heads,
            Boolean normalisedAdvantages) {
        public Policy {
            heads = heads == null ? PolicyHeads.SHARED : heads;
            normalisedAdvantages = normalisedAdvantages != null && normalisedAdvantages;
            baseline = baseline == null ? PolicyBaseline.MOVING_AVERAGE : baseline;
            Require.above("policy.learning-rate", learningRate, 0);
            Require.within("policy.entropy-weight", entropyWeight, 0, 1e6);
            Require.within("policy.baseline-decay", baselineDecay, 0, 0.999999);
            Require.above("policy.temperature", temperature, 0);
            Require.within("policy.tanh-constant", tanhConstant, 0, 1e6);
            Require.within("policy.importance-clip", importanceClip, 1, 1e6);
        }
    }

    /**
     * Training of finalists and of the winner on their own (method, section 5).
     *
     * @param finalistSteps steps from scratch that choose the winner
     * @param steps steps of the winner in all, those as a finalist among them
     * @param segmentSteps steps after which there is a checkpoint
     * @param batch patches in a step
     * @param patchSize their side on the low-resolution side, pixels
     * @param learningRate Adam's, at the start; it falls to 0 along a half cosine over {@code steps}
     * @param averageDecay of an exponential moving average of the weights, which is measured and becomes the model; 0 for none
     * @param previews validation images on the picture of each segment, at most 4; 0 for no picture; absent in old logs: none
     */
    @JsonNaming(KebabCaseStrategy.class)
    public record Training(
            int finalistSteps,
            int steps,
            int segmentSteps,
            int batch,
            int patchSize,
            double learningRate,
            Double averageDecay,
            Integer previews) {

        private static final int MOST_PREVIEWS = 4;

        public Training {
            previews = previews == null ? 0 : previews;
            averageDecay = averageDecay == null ? 0 : averageDecay;
            Require.atLeast("training.finalist-steps", finalistSteps, 1);
            Require.atLeast("training.steps", steps, finalistSteps + 1L);
            Require.atLeast("training.segment-steps", segmentSteps, 1);
            Require.atLeast("training.batch", batch, 1);
            Require.atLeast("training.patch-size", patchSize, 8);
            Require.above("training.learning-rate", learningRate, 0);
            Require.within("training.average-decay", averageDecay, 0, 0.999999);
            Require.within("training.previews", previews, 0, MOST_PREVIEWS);
        }
    }
}
