package org.deconas.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.deconas.report.statistics.RankCorrelation.Scores;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.TrialPurpose;

/**
 * How an experiment's networks rank by shared weights and by weights of their own.
 *
 * @param candidates how many were measured with shared weights
 * @param scores of those that were trained on their own as well: luma PSNR on all validation patches, dB, first with shared weights,
 *     second at the end of the finalists' training
 */
public record SharedWeightRanking(String experimentId, int candidates, List<Scores> scores) {

    public SharedWeightRanking {
        scores = List.copyOf(scores);
    }

    static SharedWeightRanking of(ExperimentLog log) {
        List<RewardMeasured> candidates = log.rewards(TrialPurpose.DERIVE);
        Map<String, Double> shared = candidates.stream()
                .collect(Collectors.toMap(RewardMeasured::sequence, RewardMeasured::psnr, (first, repeated) -> first));
        List<Scores> scores = log.finalists().stream()
                .filter(finalist -> shared.containsKey(finalist.sequence()))
                .map(finalist -> new Scores(shared.get(finalist.sequence()), finalist.validationPsnr()))
                .toList();
        return new SharedWeightRanking(log.id(), candidates.size(), scores);
    }

    /** Whether only the best of the candidates were trained, which narrows what can be seen of the ranking. */
    boolean isSelection() {
        return scores.size() < candidates;
    }
}
