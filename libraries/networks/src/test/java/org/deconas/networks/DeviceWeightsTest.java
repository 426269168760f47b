package org.deconas.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Random;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.NetworkShape;
import org.deconas.searchspace.SearchSpace;
import org.junit.jupiter.api.Test;

/** What becomes of weights, moments and their average on the device that computes. */
class DeviceWeightsTest {

    private static final SearchSpace SPACE = new SearchSpace(2);
    private static final NetworkShape SHAPE = new NetworkShape(8, 2, 2, true);
    private static final double LEARNING_RATE = 1e-3;
    private static final Batch LOW = Samples.batch(2, 2, 8, 8);
    private static final Batch HIGH = Samples.batch(3, 2, 16, 16);

    /** Of a value that the plain formula and the device round each in its own way, several times. */
    private static final double ROUNDING = 1e-6;

    @Test
    void stepsOfASuperNetworkAreThoseOfThePlainFormulaOnWhatIsSelected() {
        // Given
        Random random = new Random(4);
        GateTable table = new GateTable(SPACE);
        Map<String, Integer> gates = Samples.gates(SPACE, SHAPE);
        try (TrainableNetwork network = initialised()) {
            for (int step = 0; step < 12; step++) {
                Architecture architecture = Samples.architecture(SPACE, random);
                boolean[] open = table.values(architecture);
                Weights expected = network.weights();
                TrainableNetwork.Gradient gradient = network.gradient(architecture, LOW, HIGH);

                // When
                double loss = network.step(architecture, LOW, HIGH, LEARNING_RATE);

                // Then
                assertThat(loss).isCloseTo(gradient.loss(), within(ROUNDING));
                network.weights().arrays().forEach((name, actual) -> {
                    Weights.WeightArray plain = expected.arrays().get(name);
                    int gate = gates.get(name);
                    if (gate == WeightSpec.ALWAYS || open[gate]) {
                        PlainAdam.update(plain, gradient.byName().get(name), LEARNING_RATE);
                        assertSameButForRounding(name, actual, plain);
                    } else {
                        assertSame(name, actual, plain);
                    }
                });
            }
        }
    }

    private static void assertSameButForRounding(
            String name, Weights.WeightArray actual, Weights.WeightArray expected) {
        assertThat(actual.updates).as(name).isEqualTo(expected.updates);
        assertThat(Samples.relativeError(actual.values, expected.values))
                .as(name)
                .isLessThan(ROUNDING);
        assertThat(Samples.relativeError(actual.firstMoment, expected.firstMoment))
                .as(name)
                .isLessThan(ROUNDING);
        assertThat(Samples.relativeError(actual.secondMoment, expected.secondMoment))
                .as(name)
                .isLessThan(ROUNDING);
    }

    private static void assertSame(String name, Weights.WeightArray actual, Weights.WeightArray expected) {
        assertThat(actual.updates).as(name).isEqualTo(expected.updates);
        assertThat(actual.values).as(name).isEqualTo(expected.values);
        assertThat(actual.firstMoment).as(name).isEqualTo(expected.firstMoment);
        assertThat(actual.secondMoment).as(name).isEqualTo(expected.secondMoment);
    }

    @Test
    void networkThatTakesOverIsTheSameToTheBitAsTheOneThatGoesOn() {
        // Given
        Random random = new Random(7);
        try (TrainableNetwork goingOn = initialised();
                TrainableNetwork takingOver = TrainableNetwork.superNetwork(SPACE, SHAPE)) {
            for (int step = 0; step < 3; step++) {
                goingOn.step(Samples.architecture(SPACE, random), LOW, HIGH, LEARNING_RATE);
            }
            takingOver.load(goingOn.weights());

            // When
            for (int step = 0; step < 3; step++) {
                Architecture architecture = Samples.architecture(SPACE, random);
                goingOn.step(architecture, LOW, HIGH, LEARNING_RATE);
                takingOver.step(architecture, LOW, HIGH, LEARNING_RATE);
            }

            // Then
            assertThat(Samples.bytes(takingOver.weights())).isEqualTo(Samples.bytes(goingOn.weights()));
        }
    }

    @Test
    void networksOfOneProcessShareNothing() {
        // Given
        Architecture architecture = Samples.architecture(SPACE, new Random(1));
        try (TrainableNetwork trained = initialised();
                TrainableNetwork other = initialised()) {
            byte[] before = Samples.bytes(other.weights());

            // When
            trained.step(architecture, LOW, HIGH, LEARNING_RATE);

            // Then
            assertThat(Samples.bytes(other.weights())).isEqualTo(before);
            assertThat(Samples.bytes(trained.weights())).isNotEqualTo(before);
        }
    }

    @Test
    void weightsThatWereReadAreACopyAndThoseThatWereLoadedToo() {
        // Given
        Architecture architecture = Samples.architecture(SPACE, new Random(1));
        try (TrainableNetwork network = initialised()) {
            Weights weights = network.weights();
            byte[] before = Samples.bytes(weights);
            network.load(weights);

            // When
            network.step(architecture, LOW, HIGH, LEARNING_RATE);
            byte[] stepped = Samples.bytes(network.weights());
            weights.arrays().values().forEach(array -> array.values[0] = 7);

            // Then
            assertThat(Samples.bytes(network.weights())).isEqualTo(stepped).isNotEqualTo(before);
        }
    }

    @Test
    void averageMovesThatPartOfTheWay() {
        // Given
        try (TrainableNetwork network = initialised()) {
            network.loadAverage(other());

            // When
            network.moveAverage(0.25);

            // Then
            Weights weights = network.weights();
            Weights before = other();
            network.average().arrays().forEach((name, average) -> {
                float[] from = before.arrays().get(name).values;
                float[] to = weights.arrays().get(name).values;
                float[] expected = new float[from.length];
                for (int i = 0; i < from.length; i++) {
                    expected[i] = from[i] + 0.25f * (to[i] - from[i]);
                }
                assertThat(average.values).as(name).isEqualTo(expected);
                assertThat(average.firstMoment).containsOnly(0f);
            });
        }
    }

    @Test
    void averageStandsInForTheWeightsWhileItIsUsedAndNoLonger() {
        // Given
        Architecture architecture = Samples.architecture(SPACE, new Random(1));
        try (TrainableNetwork network = initialised();
                TrainableNetwork averaged = TrainableNetwork.superNetwork(SPACE, SHAPE)) {
            network.step(architecture, LOW, HIGH, LEARNING_RATE);
            network.loadAverage(other());
            averaged.load(other());
            byte[] weights = Samples.bytes(network.weights());
            byte[] average = Samples.bytes(network.average());

            // When
            Batch enlarged = network.withAverage(() -> network.upscale(architecture, LOW));
            assertThatThrownBy(() -> network.withAverage(() -> {
                        throw new IllegalArgumentException("what is made of it is not finite");
                    }))
                    .hasMessageContaining("not finite");

            // Then
            assertThat(enlarged.values())
                    .isEqualTo(averaged.upscale(architecture, LOW).values());
            assertThat(Samples.bytes(network.weights())).isEqualTo(weights);
            assertThat(Samples.bytes(network.average())).isEqualTo(average);
        }
    }

    @Test
    void networkWithoutWeightsOrAverageSaysSo() {
        Architecture architecture = Samples.architecture(SPACE, new Random(1));
        try (TrainableNetwork network = TrainableNetwork.superNetwork(SPACE, SHAPE)) {
            assertThatIllegalStateException()
                    .isThrownBy(network::weights)
                    .withMessage("The network has no weights yet: initialise or load some");
            assertThatIllegalStateException().isThrownBy(() -> network.step(architecture, LOW, HIGH, LEARNING_RATE));
            assertThatIllegalStateException().isThrownBy(() -> network.upscale(architecture, LOW));
            assertThatIllegalStateException()
                    .isThrownBy(network::average)
                    .withMessage("The network keeps no average of its weights");
        }
    }

    private static TrainableNetwork initialised() {
        TrainableNetwork network = TrainableNetwork.superNetwork(SPACE, SHAPE);
        network.initialise(Samples.streams(5));
        return network;
    }

    private static Weights other() {
        return Weights.initial(BuiltGraph.superNetworkWeights(SPACE, SHAPE), Samples.streams(6));
    }
}
