package org.deconas.search;

import org.deconas.controller.PolicyOptions;
import org.deconas.schema.ExperimentSettings;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.Complexity;
import org.deconas.searchspace.NetworkShape;
import org.deconas.searchspace.SearchSpace;

/** What an experiment's settings mean to the libraries that know nothing of experiments. */
public final class SearchSettings {

    private SearchSettings() {}

    /** The space that is searched. */
    public static SearchSpace space(ExperimentSettings.Network network) {
        return new SearchSpace(network.cells(), network.fusionSearch() ? network.blocks() : 0);
    }

    /** What all networks of the search have in common. */
    public static NetworkShape shape(ExperimentSettings.Network network) {
        return new NetworkShape(network.filters(), network.blocks(), network.scale(), network.channelAttention());
    }

    /** How the policy chooses and learns. */
    public static PolicyOptions policyOptions(ExperimentSettings.Policy policy) {
        return new PolicyOptions(
                policy.learningRate(),
                policy.entropyWeight(),
                policy.baselineDecay(),
                policy.temperature(),
                policy.tanhConstant(),
                policy.importanceClip(),
                PolicyOptions.Heads.valueOf(policy.heads().name()),
                PolicyOptions.Baseline.valueOf(policy.baseline().name()),
                policy.normalisedAdvantages());
    }

    /** What an architecture costs. */
    public static Complexity complexity(ExperimentSettings settings, String sequence) {
        ExperimentSettings.Network network = settings.network();
        return Complexity.of(Architecture.parse(space(network), sequence), shape(network));
    }

    /**
     * What an architecture is worth.
     *
     * @param psnr dB
     * @return R(c), dB
     */
    public static double reward(ExperimentSettings settings, String sequence, double psnr) {
        Complexity complexity = complexity(settings, sequence);
        return settings.reward()
                .of(
                        psnr,
                        complexity.penalty(),
                        complexity.multiplyAdds(settings.network().scale()));
    }
}
