package org.deconas.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.deconas.networks.SavedModelExport;
import org.deconas.networks.TrainableNetwork;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.NetworkShape;
import org.deconas.serving.Batching;
import org.deconas.serving.Enlarging;
import org.deconas.serving.NetworkRuntime;
import org.deconas.serving.Pixels;
import org.deconas.serving.ServedNetwork;
import org.deconas.serving.Turns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxRuntimeTest {

    /** Of an image's range, between the two runtimes. */
    private static final float TOLERANCE = 1e-4f;

    private static final int MIB = 1 << 20;

    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0}x{1} at scale {2}, attention {3}")
    @CsvSource({"1, 1, 2, true", "5, 7, 2, false", "48, 48, 2, true", "31, 64, 3, true", "40, 24, 4, false"})
    void givesWhatTensorFlowGives(int width, int height, int scale, boolean attention) throws IOException {
        // Given
        export(new NetworkShape(16, 2, scale, attention));
        float[] image = noise(width, height, 1);
        try (NetworkRuntime.Runs tensorFlow = NetworkRuntime.TENSORFLOW.open(directory, scale);
                NetworkRuntime.Runs onnxRuntime = OnnxRuntime.open(directory, scale)) {

            // When
            float[] enlarged = onnxRuntime.run(image, 1, width, height);

            // Then
            assertThat(enlarged).containsExactly(tensorFlow.run(image, 1, width, height), within(TOLERANCE));
        }
    }

    @Test
    void imagesOfOneRunBecomeWhatEachBecomesAlone() throws IOException {
        // Given
        export(new NetworkShape(8, 1, 2, true));
        float[] first = noise(20, 14, 1);
        float[] second = noise(20, 14, 2);
        try (NetworkRuntime.Runs network = OnnxRuntime.open(directory, 2)) {

            // When
            float[] together = network.run(joined(first, second), 2, 20, 14);

            // Then
            float[] apart = joined(network.run(first, 1, 20, 14), network.run(second, 1, 20, 14));
            assertThat(together).containsExactly(apart, within(TOLERANCE));
        }
    }

    @Test
    void imageThatIsTooLargeForOneRunIsCutIntoTensorFlowsTiles() throws IOException {
        // Given
        export(new NetworkShape(8, 1, 2, true));
        Pixels image = pixels(60, 40);
        try (ServedNetwork inTensorFlow = ServedNetwork.open(directory, 2);
                ServedNetwork inOnnxRuntime = ServedNetwork.open(directory, 2, Batching.NONE, OnnxRuntime::open)) {

            // When
            float[] tiled = values(inOnnxRuntime.enlarge(image, 400, Turns.alone()));

            // Then
            assertThat(tiled).isEqualTo(values(inTensorFlow.enlarge(image, 400, Turns.alone())));
            assertThat(values(inOnnxRuntime.enlarge(image, 2400, Turns.alone())))
                    .containsExactly(tiled, within(TOLERANCE));
        }
    }

    @Test
    void networkThatIsClosedFreesItsMemory() throws IOException {
        // Given: a process that has had some
        export(new NetworkShape(64, 4, 2, true));
        openRunAndClose(4);
        long before = residentBytes();

        // When
        openRunAndClose(24);

        // Then: the weights of one take more than 6 MiB, what it computes with about as much
        long left = residentBytes() - before;
        System.out.printf("24 networks that were closed left %.1f MiB%n", (double) left / MIB);
        assertThat(left).isLessThan(48 * MIB);
    }

    @Test
    void anotherScaleThanTheNetworkHasIsSaid() throws IOException {
        // Given
        export(new NetworkShape(8, 1, 2, false));
        try (NetworkRuntime.Runs network = OnnxRuntime.open(directory, 3)) {

            // When, then
            assertThatThrownBy(() -> network.run(noise(4, 4, 1), 1, 4, 4))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("The network gives [1, 3, 8, 8], but at scale 3 it must give [1, 3, 12, 12]");
        }
    }

    @Test
    void directoryWithoutAModelIsNamed() {
        assertThatThrownBy(() -> OnnxRuntime.open(directory, 2))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(directory.toString());
    }

    private void openRunAndClose(int times) throws IOException {
        for (int i = 0; i < times; i++) {
            try (NetworkRuntime.Runs network = OnnxRuntime.open(directory, 2)) {
                network.run(noise(48, 48, i), 1, 48, 48);
            }
        }
    }

    private void export(NetworkShape shape) throws IOException {
        Architecture architecture = Architecture.DECONASNET;
        try (TrainableNetwork network = TrainableNetwork.of(architecture, shape)) {
            network.initialise(name -> new Random(31 + name.hashCode()));
            SavedModelExport.write(architecture, shape, network.weights(), directory);
        }
    }

    private static long residentBytes() throws IOException {
        System.gc();
        List<String> pages =
                List.of(Files.readString(Path.of("/proc/self/statm")).split(" "));
        return Long.parseLong(pages.get(1)) * 4096;
    }

    private static float[] noise(int width, int height, long seed) {
        Random random = new Random(seed);
        float[] values = new float[3 * width * height];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return values;
    }

    private static Pixels pixels(int allWidth, int allHeight) {
        float[] values = noise(allWidth, allHeight, 1);
        return new Pixels() {
            @Override
            public int width() {
                return allWidth;
            }

            @Override
            public int height() {
                return allHeight;
            }

            @Override
            public void read(int x, int y, int width, int height, float[] target) {
                for (int row = 0; row < height; row++) {
                    System.arraycopy(values, ((y + row) * allWidth + x) * 3, target, row * width * 3, width * 3);
                }
            }
        };
    }

    private static float[] values(Enlarging enlarging) {
        float[] all = new float[0];
        while (enlarging.hasNext()) {
            all = joined(all, enlarging.next().values());
        }
        return all;
    }

    private static float[] joined(float[] first, float[] second) {
        float[] both = new float[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
