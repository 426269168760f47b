package org.deconas.networks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.NetworkShape;
import org.deconas.searchspace.SearchSpace;
import org.junit.jupiter.api.Test;

/** Training steps of a super-network, and its weights. */
class SuperNetworkTest {

    private static final SearchSpace SPACE = new SearchSpace(4);
    private static final NetworkShape SHAPE = new NetworkShape(8, 2, 2, true);

    @Test
    void stepChangesSelectedWeightsAndLeavesTheOthersAlone() {
        // Given
        Architecture architecture = Architecture.DECONASNET;
        try (TrainableNetwork network = TrainableNetwork.superNetwork(SPACE, SHAPE)) {
            network.initialise(Samples.streams(5));
            Map<String, float[]> before = copyOf(network.weights());

            // When
            network.step(architecture, Samples.batch(2, 2, 8, 8), Samples.batch(3, 2, 16, 16), 1e-3);

            // Then
            Map<String, float[]> after = copyOf(network.weights());
            assertThat(after.get("block0/cell1/conv1/kernel")).isNotEqualTo(before.get("block0/cell1/conv1/kernel"));
            assertThat(after.get("block1/cell3/dil3/kernel")).isNotEqualTo(before.get("block1/cell3/dil3/kernel"));
            assertThat(after.get("block0/cell1/sep1/depthwise")).isEqualTo(before.get("block0/cell1/sep1/depthwise"));
            assertThat(after.get("block1/cell2/conv0/kernel")).isEqualTo(before.get("block1/cell2/conv0/kernel"));
        }
    }

    @Test
    void stepLeavesUnfusedFeaturesAndACellThatNothingUsesAlone() {
        // Given: one step for everything, so that Adam has momentum everywhere
        SearchSpace space = SearchSpace.withFusion(2, 2);
        Architecture all = Architecture.parse(space, "1 1 1  1 1 1 1 1 1  1 1  1 1");
        Architecture lastOnly = Architecture.parse(space, "1 1 1  1 0 0 0 0 0  1 0  0 1");
        Batch low = Samples.batch(2, 2, 8, 8);
        Batch high = Samples.batch(3, 2, 16, 16);
        try (TrainableNetwork network = TrainableNetwork.superNetwork(space, SHAPE)) {
            network.initialise(Samples.streams(5));
            network.step(all, low, high, 1e-3);
            Map<String, float[]> before = copyOf(network.weights());

            // When
            network.step(lastOnly, low, high, 1e-3);

            // Then
            Map<String, float[]> after = copyOf(network.weights());
            assertThat(lastOnly.isAlive(0)).isFalse();
            assertThat(before.keySet().stream()
                            .filter(name -> Arrays.equals(before.get(name), after.get(name)))
                            .filter(name -> name.startsWith("block0/") || name.startsWith("gff1"))
                            .filter(name -> !name.startsWith("block0/cell1")))
                    .containsExactlyInAnyOrder(
                            "block0/cell0/conv0/kernel",
                            "block0/cell0/conv/bias",
                            "block0/cell0/sep0/depthwise",
                            "block0/cell0/sep0/pointwise",
                            "block0/cell0/sep/bias",
                            "block0/cell0/dil0/kernel",
                            "block0/cell0/dil/bias",
                            "block0/cell0/attention/squeeze",
                            "block0/cell0/attention/squeeze-bias",
                            "block0/cell0/attention/excite",
                            "block0/cell0/attention/excite-bias",
                            "block0/lff/1/kernel",
                            "gff1/0/kernel");
            assertThat(after.get("block1/cell1/conv0/kernel")).isNotEqualTo(before.get("block1/cell1/conv0/kernel"));
        }
    }

    @Test
    void stepsOnOneBatchLowerItsLoss() {
        // Given
        Random random = new Random(4);
        Batch low = Samples.batch(2, 2, 8, 8);
        Batch high = Samples.batch(3, 2, 16, 16);
        try (TrainableNetwork network = TrainableNetwork.superNetwork(SPACE, SHAPE)) {
            network.initialise(Samples.streams(5));
            double before = network.step(Architecture.DECONASNET, low, high, 1e-3);

            // When
            for (int i = 0; i < 60; i++) {
                network.step(Samples.architecture(SPACE, random), low, high, 1e-3);
            }

            // Then
            assertThat(network.step(Architecture.DECONASNET, low, high, 1e-3)).isLessThan(0.8 * before);
        }
    }

    @Test
    void sameStepsFromTheSameWeightsGiveTheSameWeightsToTheBit() {
        assertThat(weightsAfterThreeSteps()).isEqualTo(weightsAfterThreeSteps());
    }

    private static byte[] weightsAfterThreeSteps() {
        try (TrainableNetwork network = TrainableNetwork.superNetwork(SPACE, SHAPE)) {
            network.initialise(Samples.streams(5));
            Random random = new Random(4);
            for (int i = 0; i < 3; i++) {
                network.step(
                        Samples.architecture(SPACE, random),
                        Samples.batch(i, 4, 16, 16),
                        Samples.batch(i + 9, 4, 32, 32),
                        1e-3);
            }
            return Samples.bytes(network.weights());
        }
    }

    @Test
    void weightsReadAsTheyWereWritten() throws IOException {
        // Given
        try (TrainableNetwork network = TrainableNetwork.superNetwork(SPACE, SHAPE)) {
            network.initialise(Samples.streams(1));
            byte[] bytes = Samples.bytes(network.weights());

            // When
            Weights read = WeightsFormat.read(new ByteArrayInputStream(bytes));

            // Then
            assertThat(Samples.bytes(read)).isEqualTo(bytes);
        }
    }

    @Test
    void meanOfWeightsIsTakenValueByValue() {
        // Given
        Weights one =
                Weights.initial(List.of(new WeightSpec("k", new long[] {2}, WeightSpec.ALWAYS, 1)), Samples.streams(1));
        Weights two =
                Weights.initial(List.of(new WeightSpec("k", new long[] {2}, WeightSpec.ALWAYS, 1)), Samples.streams(2));

        // When
        Weights mean = Weights.mean(List.of(one, two));

        // Then
        for (int i = 0; i < 2; i++) {
            assertThat(mean.arrays().get("k").values[i])
                    .isEqualTo((one.arrays().get("k").values[i] + two.arrays().get("k").values[i]) / 2);
        }
    }

    private static Map<String, float[]> copyOf(Weights weights) {
        Map<String, float[]> copy = new HashMap<>();
        weights.arrays().forEach((name, array) -> copy.put(name, array.values.clone()));
        return copy;
    }
}
