package org.deconas.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.NetworkShape;
import org.deconas.searchspace.SearchSpace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks of the family in ONNX Runtime and in TensorFlow: every scale, with and without channel attention and searched fusion. */
class NetworkFamilyTest {

    private static final double TOLERANCE = 1e-4;
    private static final int RANDOM_NETWORKS = 24;

    private static double largestDifference;

    @TempDir
    Path directory;

    /** A network whose weights follow from the seed. */
    record Network(Architecture architecture, NetworkShape shape, long seed) {}

    @ParameterizedTest
    @MethodSource("networks")
    void onnxRuntimeGivesWhatTensorFlowGives(Network network) throws Exception {
        // Given
        Path savedModel = directory.resolve("model");
        Path onnxModel = directory.resolve("model.onnx");
        SavedModels.write(network.architecture, network.shape, network.seed, savedModel);

        // When
        OnnxExport.write(savedModel, Map.of(), onnxModel);

        // Then
        try (Runtimes runtimes = new Runtimes(savedModel, onnxModel)) {
            for (Images images : images(network.seed)) {
                double difference = runtimes.differenceOn(images);
                largestDifference = Math.max(largestDifference, difference);
                assertThat(difference).as("on %s", images).isLessThanOrEqualTo(TOLERANCE);
            }
        }
    }

    @AfterAll
    static void sayHowNearTheyAre() {
        System.out.printf("largest difference between ONNX Runtime and TensorFlow: %.2g%n", largestDifference);
    }

    static Stream<Network> networks() {
        Architecture published = Architecture.DECONASNET;
        return Stream.concat(
                IntStream.range(0, RANDOM_NETWORKS).mapToObj(NetworkFamilyTest::randomNetwork),
                Stream.of(
                        new Network(published, new NetworkShape(16, 2, 2, true), 101),
                        new Network(published, new NetworkShape(16, 2, 4, false), 102)));
    }

    /** The first twelve have every combination of scale, attention and fusion; so have the next. */
    private static Network randomNetwork(int number) {
        Random random = new Random(number);
        int scale = 2 + number % 3;
        boolean attention = number / 3 % 2 == 0;
        boolean fusion = number / 6 % 2 == 0;
        int blocks = 1 + random.nextInt(3);
        int filters = 4 * (1 + random.nextInt(2));
        SearchSpace space = new SearchSpace(1 + random.nextInt(3), fusion ? blocks : 0);
        boolean[] bits = new boolean[space.bits()];
        double density = random.nextInt(5) / 4.0; // now and then none or all
        for (int i = 0; i < bits.length; i++) {
            bits[i] = random.nextDouble() < density;
        }
        return new Network(
                Architecture.of(space, bits), new NetworkShape(filters, blocks, scale, attention), number + 1);
    }

    private static List<Images> images(long seed) {
        List<Images> images = new ArrayList<>();
        int[][] sizes = {{1, 1}, {1, 4}, {3, 3}, {5, 7}, {13, 8}, {31, 17}, {48, 65}};
        for (int[] size : sizes) {
            images.add(Images.noise(1, size[0], size[1], seed));
            images.add(Images.drawn(2, size[0], size[1], seed));
        }
        return images;
    }
}
