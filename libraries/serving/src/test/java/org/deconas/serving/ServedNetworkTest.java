package org.deconas.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.deconas.imaging.RgbImage;
import org.deconas.networks.Batch;
import org.deconas.networks.SavedModelExport;
import org.deconas.networks.TrainableNetwork;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.NetworkShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServedNetworkTest {

    private static final Architecture ARCHITECTURE = Architecture.DECONASNET;

    /** With its weights as constants TensorFlow fuses operations: the last bits of a float differ. In 8-bit steps. */
    private static final float LAST_BITS = 1e-4f;

    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0}x{1} at scale {2}")
    @CsvSource({"1, 1, 2", "5, 7, 2", "48, 48, 2", "31, 64, 3", "40, 24, 4"})
    void servesEveryPixelAsTheTrainedNetworkComputesIt(int width, int height, int scale) throws IOException {
        try (TrainableNetwork trained = exported(scale);
                ServedNetwork served = ServedNetwork.open(directory, scale)) {
            // Given
            RgbImage low = noise(width, height);
            Batch expected = trained.upscale(ARCHITECTURE, new Batch(1, height, width, low.toFloats()));

            // When
            RgbImage enlarged = served.upscale(low);

            // Then
            assertThat(enlarged.width()).isEqualTo(expected.width());
            assertThat(enlarged.height()).isEqualTo(expected.height());
            assertThat(furthestFromRounding(enlarged, expected.values())).isLessThan(0.5f + LAST_BITS);
        }
    }

    @Test
    void imagesThatAreEnlargedInOneRunBecomeWhatTheyBecomeAlone() throws IOException {
        exported(2).close();
        List<Photo> photos = List.of(Photo.noise(24, 16, 1), Photo.noise(24, 16, 2), Photo.noise(24, 16, 3));
        Batching allTogether = new Batching(3 * 24 * 16, Duration.ofMinutes(1));
        try (ServedNetwork alone = ServedNetwork.open(directory, 2);
                ServedNetwork together = ServedNetwork.open(directory, 2, allTogether)) {
            // Given
            AtomicInteger runs = new AtomicInteger();
            Turns counted = () -> {
                runs.incrementAndGet();
                return () -> {};
            };

            // When
            List<CompletableFuture<float[]>> enlarged = photos.stream()
                    .map(photo -> CompletableFuture.supplyAsync(
                            () -> enlarge(together, photo, counted), task -> new Thread(task).start()))
                    .toList();

            // Then
            for (int i = 0; i < photos.size(); i++) {
                assertThat(enlarged.get(i).join())
                        .containsExactly(enlarge(alone, photos.get(i), Turns.alone()), within(LAST_BITS / 255));
            }
            assertThat(runs).hasValue(1);
        }
    }

    @Test
    void tellsAfterEachRunHowMuchOfTheImageItHasSeen() throws IOException {
        exported(2).close();
        Photo photo = Photo.noise(60, 40, 1);
        try (ServedNetwork network = ServedNetwork.open(directory, 2)) {
            // Given
            Seen once = new Seen();
            Seen byTiles = new Seen();
            Seen eightTimes = new Seen();

            // When
            network.enlarge(photo, Long.MAX_VALUE, once);
            Enlarging tiles = network.enlarge(photo, 400, byTiles);
            while (tiles.hasNext()) {
                tiles.next();
            }
            network.enlargeInAllOrientations(photo, eightTimes);

            // Then
            assertThat(once.shares).containsExactly(1.0);
            assertThat(eightTimes.shares).containsExactly(0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1.0);
            assertThat(byTiles.shares)
                    .hasSizeGreaterThan(8)
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .endsWith(1.0);
        }
    }

    /** How much was seen after each run. */
    private static final class Seen implements Turns {
        private final List<Double> shares = new ArrayList<>();
        private long seen;

        @Override
        public Turn take() {
            return () -> {};
        }

        @Override
        public void seen(long pixels, long all) {
            seen += pixels;
            shares.add((double) seen / all);
        }
    }

    private static float[] enlarge(ServedNetwork network, Photo photo, Turns turns) {
        try {
            return network.enlarge(photo, Long.MAX_VALUE, turns).next().values();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void saysThatADirectoryHoldsNoModel() {
        // Given an empty directory

        // When
        assertThatThrownBy(() -> ServedNetwork.open(directory, 2))
                // Then
                .isInstanceOf(IOException.class)
                .hasMessage(directory + " holds no SavedModel: saved_model.pb is missing");
    }

    @Test
    void refusesAModelThatIsDamaged() throws IOException {
        // Given
        Files.writeString(directory.resolve("saved_model.pb"), "no model");

        // When
        assertThatThrownBy(() -> ServedNetwork.open(directory, 2))
                // Then
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("The SavedModel in " + directory + " cannot be loaded: ");
    }

    @Test
    void refusesAModelOfAnotherScaleThanItIsSaidToHave() throws IOException {
        // Given
        exported(2).close();

        // When
        assertThatThrownBy(() -> ServedNetwork.open(directory, 3))
                // Then
                .isInstanceOf(IOException.class)
                .hasMessageContaining("at scale 3 it must give (1, 48, 48, 3)");
    }

    private TrainableNetwork exported(int scale) throws IOException {
        NetworkShape shape = new NetworkShape(8, 1, scale, true);
        TrainableNetwork network = TrainableNetwork.of(ARCHITECTURE, shape);
        network.initialise(name -> new Random(name.hashCode()));
        SavedModelExport.write(ARCHITECTURE, shape, network.weights(), directory);
        return network;
    }

    /** The largest distance of an 8-bit sample from its value, in 8-bit steps: at most a half where all are rounded right. */
    private static float furthestFromRounding(RgbImage image, float[] values) {
        float furthest = 0;
        for (int i = 0; i < values.length; i++) {
            float exact = Math.min(1f, Math.max(0f, values[i])) * 255f;
            furthest = Math.max(furthest, Math.abs((image.data()[i] & 0xff) - exact));
        }
        return furthest;
    }

    private static RgbImage noise(int width, int height) {
        byte[] pixels = new byte[width * height * RgbImage.CHANNELS];
        new Random(width * 31L + height).nextBytes(pixels);
        return new RgbImage(width, height, pixels);
    }
}
