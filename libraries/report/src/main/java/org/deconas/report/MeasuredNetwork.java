package org.deconas.report;

import java.util.ArrayList;
import java.util.List;
import org.deconas.schema.ExperimentSettings;
import org.deconas.schema.ModelTrained;
import org.deconas.schema.TrialPurpose;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.Complexity;
import org.deconas.searchspace.NetworkShape;
import org.deconas.searchspace.SearchSpace;

/**
 * An architecture with what it was worth on all validation patches, and what it costs.
 *
 * @param weights which weights it was measured with
 * @param steps training steps of its own; 0 with shared weights
 * @param psnr luma PSNR on all validation patches, dB
 * @param bicubicPsnr that of bicubic enlargement on the same patches, dB; 0 where the log does not say
 * @param multiplyAdds for an output of 1280x720
 */
public record MeasuredNetwork(
        String experimentId,
        Measured weights,
        int steps,
        String sequence,
        double psnr,
        double bicubicPsnr,
        long multiplyAdds) {

    /** With which weights: figures of different kinds cannot be compared. */
    public enum Measured {
        SHARED("shared weights"),
        FINALIST("own weights, short training"),
        WINNER("own weights, full training");

        private final String text;

        Measured(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** The candidates, finalists and the winner of an experiment. */
    static List<MeasuredNetwork> of(ExperimentLog log) {
        List<MeasuredNetwork> networks = new ArrayList<>();
        double bicubic = log.model().map(ModelTrained::bicubicPsnr).orElse(0.0);
        log.rewards(TrialPurpose.DERIVE)
                .forEach(reward -> networks.add(new MeasuredNetwork(
                        log.id(),
                        Measured.SHARED,
                        0,
                        reward.sequence(),
                        reward.psnr(),
                        bicubic,
                        multiplyAdds(reward.sequence(), log.network()))));
        log.finalists()
                .forEach(finalist -> networks.add(new MeasuredNetwork(
                        log.id(),
                        Measured.FINALIST,
                        finalist.toStep(),
                        finalist.sequence(),
                        finalist.validationPsnr(),
                        bicubic,
                        multiplyAdds(finalist.sequence(), log.network()))));
        log.model()
                .ifPresent(model -> networks.add(new MeasuredNetwork(
                        log.id(),
                        Measured.WINNER,
                        model.steps(),
                        model.sequence(),
                        model.validationPsnr(),
                        bicubic,
                        multiplyAdds(model.sequence(), log.network()))));
        return networks;
    }

    /** PSNR above that of bicubic enlargement, dB. */
    double gain() {
        return psnr - bicubicPsnr;
    }

    /** Multiply-adds for an output of 1280x720. */
    static long multiplyAdds(String sequence, ExperimentSettings.Network network) {
        NetworkShape shape =
                new NetworkShape(network.filters(), network.blocks(), network.scale(), network.channelAttention());
        SearchSpace space = new SearchSpace(network.cells(), network.fusionSearch() ? network.blocks() : 0);
        return Complexity.of(Architecture.parse(space, sequence), shape).multiplyAdds(network.scale());
    }
}
