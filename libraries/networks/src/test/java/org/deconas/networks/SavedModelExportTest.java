package org.deconas.networks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.NetworkShape;
import org.deconas.searchspace.SearchSpace;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

class SavedModelExportTest {

    static Stream<Architecture> architectures() {
        SearchSpace fused = SearchSpace.withFusion(2, 2);
        return Stream.of(
                Architecture.parse("1 0 1  0 1 0 1 0 1"),
                Architecture.parse(fused, "1 0 1  0 1 0 1 0 1  0 1  1 0"),
                Architecture.parse(fused, "1 0 1  0 1 0 0 0 0  1 0  0 0"));
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void modelComputesWhatTheNetworkComputesWithTheSuperNetworksWeights(
            Architecture architecture, @TempDir Path directory) throws IOException {
        // Given
        NetworkShape shape = new NetworkShape(8, 2, 3, true);
        Batch low = Samples.batch(1, 2, 7, 5);
        try (TrainableNetwork network = TrainableNetwork.superNetwork(architecture.space(), shape)) {
            Samples.randomWeights(network, 1);
            Batch expected = network.upscale(architecture, low);

            // When
            SavedModelExport.write(architecture, shape, network.weights(), directory.resolve("model"));

            // Then
            float[] actual = upscale(directory.resolve("model"), low);
            assertThat(actual).hasSameSizeAs(expected.values());
            assertThat(Samples.maxDifference(actual, expected.values())).isLessThanOrEqualTo(1e-5);
        }
    }

    private static float[] upscale(Path model, Batch low) {
        try (SavedModelBundle bundle = SavedModelBundle.load(model.toString(), "serve");
                TFloat32 image = TFloat32.tensorOf(
                        Shape.of(low.count(), low.height(), low.width(), Batch.CHANNELS),
                        DataBuffers.of(low.values()));
                Result result = bundle.function("serving_default").call(Map.of("lr", image))) {
            TFloat32 enlarged = (TFloat32) result.get("sr").orElseThrow();
            float[] values = new float[(int) enlarged.size()];
            enlarged.asRawTensor().data().asFloats().read(values);
            return values;
        }
    }
}
