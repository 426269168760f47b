package org.deconas.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.List;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.NetworkShape;
import org.deconas.searchspace.SearchSpace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks whose convolutions are trained in bfloat16, beside the same ones in float32. */
class PrecisionTest {

    private static final Architecture ARCHITECTURE = Architecture.parse("1 1 1  1 0 1 0 1 0");
    private static final SearchSpace SPACE = ARCHITECTURE.space();
    private static final NetworkShape SHAPE = new NetworkShape(8, 2, 2, true);
    private static final Batch LOW = Samples.batch(2, 2, 12, 12);

    /** A rounding to bfloat16 is off by 2⁻⁹ at most, and a gradient passes through some twenty of them, forward and back. */
    private static final double WHOLE_GRADIENT = 0.02;

    /** Where little arrives, as in the attention of the first cells, less is left of it. */
    private static final double ONE_ARRAY = 0.1;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void gradientIsNearThatOfFloat32(boolean superNetwork) {
        // Given
        Batch high = Samples.bright(2, 24, 24);
        try (TrainableNetwork half = network(superNetwork, Precision.BFLOAT16);
                TrainableNetwork whole = network(superNetwork, Precision.FLOAT32)) {
            Samples.randomWeights(whole, 1);
            half.load(whole.weights());

            // When
            TrainableNetwork.Gradient actual = half.gradient(ARCHITECTURE, LOW, high);
            TrainableNetwork.Gradient expected = whole.gradient(ARCHITECTURE, LOW, high);

            // Then
            assertThat(actual.loss())
                    .isCloseTo(expected.loss(), withinPercentage(0.1))
                    .isNotEqualTo(expected.loss());
            assertThat(Samples.relativeError(joined(actual, expected), joined(expected, expected)))
                    .isLessThan(WHOLE_GRADIENT);
            actual.byName()
                    .forEach((name, gradient) -> assertThat(Samples.relativeError(
                                    gradient, expected.byName().get(name)))
                            .as(name)
                            .isLessThan(ONE_ARRAY));
        }
    }

    /** All arrays of a gradient as one, in the order of another. */
    private static float[] joined(TrainableNetwork.Gradient gradient, TrainableNetwork.Gradient order) {
        List<Float> values = new ArrayList<>();
        for (String name : order.byName().keySet()) {
            for (float value : gradient.byName().get(name)) {
                values.add(value);
            }
        }
        float[] joined = new float[values.size()];
        for (int i = 0; i < joined.length; i++) {
            joined[i] = values.get(i);
        }
        return joined;
    }

    @Test
    void trainingLowersTheLossAsFarAsInFloat32() {
        // Given
        Batch high = Samples.batch(3, 2, 24, 24);
        try (TrainableNetwork half = network(false, Precision.BFLOAT16);
                TrainableNetwork whole = network(false, Precision.FLOAT32)) {
            half.initialise(Samples.streams(5));
            whole.initialise(Samples.streams(5));
            double before = whole.step(ARCHITECTURE, LOW, high, 3e-3);
            half.step(ARCHITECTURE, LOW, high, 3e-3);

            // When
            for (int step = 0; step < 100; step++) {
                half.step(ARCHITECTURE, LOW, high, 3e-3);
                whole.step(ARCHITECTURE, LOW, high, 3e-3);
            }

            // Then
            double inWhole = whole.step(ARCHITECTURE, LOW, high, 3e-3);
            assertThat(inWhole).isLessThan(0.4 * before);
            assertThat(half.step(ARCHITECTURE, LOW, high, 3e-3)).isCloseTo(inWhole, withinPercentage(10));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void enlargesInFloat32ToTheBit(boolean superNetwork) {
        // Given
        try (TrainableNetwork half = network(superNetwork, Precision.BFLOAT16);
                TrainableNetwork whole = network(superNetwork, Precision.FLOAT32)) {
            Samples.randomWeights(half, 1);
            half.step(ARCHITECTURE, LOW, Samples.batch(3, 2, 24, 24), 1e-3);
            whole.load(half.weights());

            // When
            Batch actual = half.upscale(ARCHITECTURE, LOW);
            Batch expected = whole.upscale(ARCHITECTURE, LOW);

            // Then
            assertThat(actual.values()).isEqualTo(expected.values());
        }
    }

    private static TrainableNetwork network(boolean superNetwork, Precision precision) {
        return superNetwork
                ? TrainableNetwork.superNetwork(SPACE, SHAPE, precision)
                : TrainableNetwork.of(ARCHITECTURE, SHAPE, precision);
    }
}
