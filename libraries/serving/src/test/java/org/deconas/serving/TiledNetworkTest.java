package org.deconas.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.deconas.networks.Batch;
import org.deconas.networks.SavedModelExport;
import org.deconas.networks.TrainableNetwork;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.NetworkShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TiledNetworkTest {

    /** Half a step of 16 bits, and what float32 sums in another order. */
    private static final double FLOAT32 = 2e-5;

    /** A hundredth of a step of 8 bits. */
    private static final double BOUND = 0.01 / 255;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"2, 97, 61", "3, 40, 75", "4, 33, 33", "2, 1, 1", "2, 200, 3"})
    void tilesOfANetworkWithoutAttentionAreTheWhole(int scale, int width, int height) throws IOException {
        // Given
        NetworkShape shape = new NetworkShape(8, 2, scale, false);
        Photo photo = Photo.noise(width, height, 1);

        // When, then
        assertThat(difference(Architecture.DECONASNET, shape, photo)).isLessThan(FLOAT32);
    }

    @ParameterizedTest
    @CsvSource({"1", "2"})
    void tilesOfANetworkWithAttentionDifferByAHundredthOfAStepAtMost(int seed) throws IOException {
        // Given
        NetworkShape shape = new NetworkShape(16, 3, 2, true);

        // When, then: a photo-like image, and one whose halves have nothing in common
        assertThat(difference(Architecture.DECONASNET, shape, Photo.noise(150, 170, seed)))
                .isLessThan(BOUND);
        assertThat(difference(Architecture.DECONASNET, shape, Photo.halves(150, 170, seed)))
                .isLessThan(BOUND);
    }

    @Test
    void oneLayerOfAttentionIsEnough() throws IOException {
        // Given: one block, whose second cell has no operation
        NetworkShape shape = new NetworkShape(8, 1, 2, true);
        Architecture architecture = Architecture.parse("1 0 1  0 0 0 0 0 0");

        // When, then
        assertThat(difference(architecture, shape, Photo.halves(70, 50, 1))).isLessThan(BOUND);
    }

    private double difference(Architecture architecture, NetworkShape shape, Photo photo) throws IOException {
        try (TrainableNetwork network = TrainableNetwork.of(architecture, shape)) {
            network.initialise(name -> new Random(31 + name.hashCode()));
            float[] whole = network.upscale(architecture, new Batch(1, photo.height(), photo.width(), photo.values()))
                    .values();
            SavedModelExport.write(architecture, shape, network.weights(), directory.resolve("model"));
            float[] tiled = new float[whole.length];
            int filled = 0;
            try (TiledNetwork tiles = TiledNetwork.open(directory.resolve("model"), shape.scale())) {
                long side = 2L * tiles.radius() + 24;
                Enlarging enlarging = tiles.enlarge(photo, side * side, Turns.alone());
                while (enlarging.hasNext()) {
                    float[] values = enlarging.next().values();
                    System.arraycopy(values, 0, tiled, filled, values.length);
                    filled += values.length;
                }
            }
            assertThat(filled).isEqualTo(whole.length);
            double most = 0;
            for (int i = 0; i < whole.length; i++) {
                most = Math.max(most, Math.abs(whole[i] - tiled[i]));
            }
            return most;
        }
    }
}
