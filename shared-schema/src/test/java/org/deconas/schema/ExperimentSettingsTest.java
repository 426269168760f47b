package org.deconas.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExperimentSettingsTest {

    @Test
    void refusalNamesTheKeyTheValueAndTheRangeAsTheUserWritesThem() {
        assertThatThrownBy(() -> new ExperimentSettings.Network(64, 40, 4, 2, true, false, null))
                .hasMessage("network.blocks is 40, but must be from 1 to 32");
        assertThatThrownBy(() -> new ExperimentSettings.Network(30, 4, 4, 2, true, false, null))
                .hasMessage("network.filters is 30, but must be a multiple of 4");
        assertThatThrownBy(() -> new ExperimentSettings.Data("/images", null, 1.5, 1, 12))
                .hasMessage("data.validation-fraction is 1.5, but must be from 0.001 to 0.9");
        assertThatThrownBy(() -> new ExperimentSettings.Data(" ", null, 0.1, 1, 12))
                .hasMessage("data.images is missing");
    }

    @Test
    void searchNeedsFewerWarmUpRoundsAndFinalistsThanThereCanBe() {
        assertThatThrownBy(() -> new ExperimentSettings.Search(null, 2, 1, 3, 1, 1, 1, 4, 2, 1))
                .hasMessage("search.warm-up-rounds is 3, but must be from 0 to 2");
        assertThatThrownBy(() -> new ExperimentSettings.Search(null, 2, 1, 1, 1, 1, 1, 4, 5, 1))
                .hasMessage("search.finalists is 5, but must be from 1 to 4");
    }

    @Test
    void largestPiecesOfASearchFitIntoARecord() {
        // Given: what Kafka takes unless it is told otherwise, and ids of 30 characters where usual ones have 8
        int mostBytes = 1 << 20;
        var training = (SharedTrainingRequested) EventFiles.goldenEvent("org.deconas.SharedTrainingRequested.v1");
        var policy = (PolicyUpdated) EventFiles.goldenEvent("org.deconas.PolicyUpdated.v1");
        List<String> trials = IntStream.range(0, 5_000)
                .mapToObj(index -> "i".repeat(30) + "/r1000/u1000/t" + index)
                .toList();
        // When
        var largestTraining = new SharedTrainingRequested(
                "id",
                "id/r0/train-0",
                0,
                0,
                training.fromWeights(),
                0,
                Collections.nCopies(10_000, training.sequences().get(0)),
                training.settings());
        var largestUpdate =
                new PolicyUpdated("id", 1, 0, 0, trials, policy.parametersSha256(), policy.snapshot(), 30, 30, 20, 1);
        // Then
        assertThat(EventCodec.encode(largestTraining).length).isLessThan(mostBytes);
        assertThat(EventCodec.encode(largestUpdate).length).isLessThan(mostBytes);
        assertThatThrownBy(() -> new ExperimentSettings.Search(null, 2, 20_001, 1, 1, 1, 1, 4, 2, 2))
                .hasMessage("search.steps-per-round is 20001, but must be from 1 to 20000");
        assertThatThrownBy(() -> new ExperimentSettings.Search(null, 2, 1, 1, 1, 5_001, 1, 4, 2, 2))
                .hasMessage("search.trials-per-update is 5001, but must be from 1 to 5000");
    }

    @Test
    void learningRateIsAFiniteNumberAboveNothing() {
        for (double rate : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new ExperimentSettings.SharedTraining(8, 24, rate, 1000))
                    .hasMessage("shared-training.learning-rate is " + rate + ", but must be above 0.0");
        }
    }

    @Test
    void rewardIsThePsnrLessThePenaltyOrMeetsATarget() {
        // Given
        var penalised = new ExperimentSettings.Reward(2, null, null);
        var targeted = new ExperimentSettings.Reward(2, 50.0, -0.07);
        // When, then
        assertThat(penalised.of(30, 0.25, 1e12)).isEqualTo(29.5);
        assertThat(targeted.of(30, 0.25, 50e9)).isEqualTo(30);
        assertThat(targeted.of(30, 0.25, 100e9)).isCloseTo(30 * Math.pow(2, -0.07), within(1e-12));
        assertThat(targeted.of(30, 0.25, 25e9)).isGreaterThan(30);
    }

    @Test
    void settingsOfOldLogsMeanWhatTheyMeantThen() {
        // When
        var network = new ExperimentSettings.Network(64, 4, 4, 2, true, null, null);
        var search = new ExperimentSettings.Search(null, 2, 1, 1, 1, 1, 1, 4, 2, 1);
        // Then
        assertThat(network.fusionSearch()).isFalse();
        assertThat(network.precision()).isEqualTo(NetworkPrecision.FLOAT32);
        assertThat(search.strategy()).isEqualTo(SearchStrategy.REINFORCE);
    }
}
