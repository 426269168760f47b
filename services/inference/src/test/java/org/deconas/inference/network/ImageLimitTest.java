package org.deconas.inference.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.deconas.inference.WholeImageRuntime;
import org.deconas.schema.ArtifactReference;
import org.deconas.schema.ExperimentSettings.Network;
import org.deconas.schema.ModelDescriptor;
import org.deconas.schema.NetworkPrecision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageLimitTest {

    @ParameterizedTest
    @CsvSource({
        "8, 1, 2, 2802, 4616",
        "16, 2, 2, 3417, 7009",
        "64, 2, 2, 5154, 12820",
        "64, 4, 2, 6613, 13032",
        "32, 4, 3, 7592, 12992",
        "16, 2, 4, 12328, 25971",
        "64, 4, 4, 14063, 26048"
    })
    void reckonsWithMoreMemoryThanWasMeasured(
            int filters, int blocks, int scale, long ofTensorFlow, long ofOnnxRuntime) {
        // Given
        Network network = new Network(filters, blocks, 4, scale, true, false, NetworkPrecision.FLOAT32);

        // When
        long tensorFlow = ImageLimit.bytesPerPixel(network, WholeImageRuntime.TENSORFLOW);
        long onnxRuntime = ImageLimit.bytesPerPixel(network, WholeImageRuntime.ONNXRUNTIME);

        // Then
        assertThat(tensorFlow).isBetween(ofTensorFlow, ofTensorFlow * 8 / 5);
        assertThat(onnxRuntime).isBetween(ofOnnxRuntime, ofOnnxRuntime * 8 / 5);
    }

    @Test
    void reckonsOfAnImportedNetworkWithWhatItsRunTookInTensorFlow() {
        // Given
        ImageLimit limit = new ImageLimit(64_000_000, 4_000_000, 1_000_000_000, WholeImageRuntime.ONNXRUNTIME);
        ModelDescriptor imported = new ModelDescriptor(
                "edsr",
                2,
                new ArtifactReference("cd".repeat(32), 1),
                new ModelDescriptor.Imported("edsr.pb", "rgb", "255", 25_000, false));

        // When
        long pixels = limit.pixelsAtOnce(imported);

        // Then
        assertThat(pixels).isEqualTo(40_000);
    }

    @Test
    void takesHalfAsManyPixelsAtOnceWhereOnnxRuntimeRunsThem() {
        // Given
        Network network = new Network(64, 4, 4, 2, true, false, NetworkPrecision.FLOAT32);

        // When
        long inTensorFlow =
                new ImageLimit(64_000_000, 4_000_000, 4L << 30, WholeImageRuntime.TENSORFLOW).pixelsAtOnce(network);
        long inOnnxRuntime =
                new ImageLimit(64_000_000, 4_000_000, 4L << 30, WholeImageRuntime.ONNXRUNTIME).pixelsAtOnce(network);

        // Then
        assertThat(inOnnxRuntime).isEqualTo(inTensorFlow / 2);
    }

    @Test
    void takesFewerPixelsAtOnceForALargerNetwork() {
        // Given
        ImageLimit limit = new ImageLimit(64_000_000, 4_000_000, 4L << 30, WholeImageRuntime.TENSORFLOW);

        // When
        long published = limit.pixelsAtOnce(new Network(64, 4, 4, 2, true, false, NetworkPrecision.FLOAT32));
        long small = limit.pixelsAtOnce(new Network(4, 1, 4, 2, false, false, NetworkPrecision.FLOAT32));

        // Then
        assertThat(published).isBetween(400_000L, 500_000L);
        assertThat(small).isBetween(1_000_000L, 4_000_000L);
    }
}
