package org.deconas.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.Complexity;
import org.deconas.searchspace.NetworkShape;
import org.deconas.searchspace.SearchSpace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A sub-network inside the super-network is the network of its own with the same weights. */
class SuperNetworkTest {

    private static final SearchSpace SPACE = new SearchSpace(4);
    private static final NetworkShape SHAPE = new NetworkShape(8, 2, 2, true);

    private static TrainableNetwork superNetwork;

    @BeforeAll
    static void buildSuperNetwork() {
        superNetwork = TrainableNetwork.superNetwork(SPACE, SHAPE);
        superNetwork.initialise(Samples.streams(1));
    }

    @AfterAll
    static void closeSuperNetwork() {
        superNetwork.close();
    }

    static Stream<Architecture> architectures() {
        Random random = new Random(42);
        boolean[] all = new boolean[SPACE.bits()];
        java.util.Arrays.fill(all, true);
        return Stream.concat(
                Stream.of(
                        Architecture.DECONASNET,
                        Architecture.of(SPACE, new boolean[SPACE.bits()]),
                        Architecture.of(SPACE, all)),
                Stream.generate(() -> Samples.architecture(SPACE, random)).limit(9));
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void subNetworkComputesWhatTheNetworkOfItsOwnComputes(Architecture architecture) {
        // Given
        Batch low = Samples.batch(2, 2, 11, 9);
        Batch high = Samples.farTarget(3, 2, 22, 18);
        try (TrainableNetwork own = TrainableNetwork.of(architecture, SHAPE)) {
            own.load(superNetwork.weights());

            // When
            Batch expected = own.upscale(architecture, low);
            Batch actual = superNetwork.upscale(architecture, low);
            TrainableNetwork.Gradient expectedGradient = own.gradient(architecture, low, high);
            TrainableNetwork.Gradient actualGradient = superNetwork.gradient(architecture, low, high);

            // Then
            assertThat(actual.height()).isEqualTo(22);
            assertThat(Samples.maxDifference(actual.values(), expected.values()))
                    .isLessThan(1e-5);
            assertThat(actualGradient.loss()).isCloseTo(expectedGradient.loss(), within(1e-6));
            actualGradient.byName().forEach((name, gradient) -> {
                float[] inOwn = expectedGradient.byName().get(name);
                if (inOwn == null) {
                    assertThat(gradient)
                            .as("gradient of the unselected %s", name)
                            .containsOnly(0f);
                } else {
                    assertThat(Samples.relativeError(gradient, inOwn)).as(name).isLessThan(1e-4);
                }
            });
        }
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void graphHasAsManyParametersAsAreCounted(Architecture architecture) {
        try (TrainableNetwork own = TrainableNetwork.of(architecture, SHAPE)) {
            assertThat(own.parameters())
                    .isEqualTo(Complexity.of(architecture, SHAPE).parameters());
        }
    }

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
            return bytesOf(network.weights());
        }
    }

    @Test
    void weightsReadAsTheyWereWritten() throws IOException {
        // Given
        byte[] bytes = bytesOf(superNetwork.weights());

        // When
        Weights read = WeightsFormat.read(new ByteArrayInputStream(bytes));

        // Then
        assertThat(bytesOf(read)).isEqualTo(bytes);
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

    private static byte[] bytesOf(Weights weights) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            WeightsFormat.write(weights, out);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static Map<String, float[]> copyOf(Weights weights) {
        Map<String, float[]> copy = new HashMap<>();
        weights.arrays().forEach((name, array) -> copy.put(name, array.values.clone()));
        return copy;
    }
}
