package org.deconas.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.deconas.imaging.Bicubic;
import org.deconas.imaging.RgbImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.image.ResizeBicubic;
import org.tensorflow.op.math.Mean;
import org.tensorflow.op.nn.Conv2d;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;

class ForeignImportTest {

    private static final float CLOSE = 1e-4f;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void lumaOfAFrozenGraphIsWhatTheGraphItselfGives(int scale) throws IOException {
        // Given
        Path file = ForeignNetworks.espcn(folder.resolve("espcn.pb"), scale);
        Photo photo = Photo.noise(23, 14, 1);
        float[] direct = run(file, "IteratorGetNext", "NCHW_output", lumaOf255(photo.values()), 14, 23, 1);

        // When
        ForeignImport.Imported imported = ForeignImport.write(file, ForeignNetworks.OF_BYTES, folder.resolve("model"));

        // Then
        float[] enlarged = enlarge(photo, imported.scale());
        assertThat(imported.scale()).isEqualTo(scale);
        assertThat(imported.colours()).isEqualTo(ForeignColours.LUMA);
        assertThat(lumaOf255(enlarged)).hasSameSizeAs(direct).containsExactly(direct, within(255 * CLOSE));
    }

    @Test
    void savedModelWithVariablesIsWhatItGivesByItself() throws IOException {
        // Given
        Path source = ForeignNetworks.savedModel(folder.resolve("source"));
        Photo photo = Photo.noise(31, 20, 2);
        float[] signed = photo.values().clone();
        for (int i = 0; i < signed.length; i++) {
            signed[i] = 2 * signed[i] - 1;
        }
        float[] direct =
                runSaved(source, "serving_default_lowres", "StatefulPartitionedCall", new Photo(31, 20, signed));

        // When
        ForeignImport.Imported imported =
                ForeignImport.write(source, ForeignWishes.NONE.withRange(ForeignRange.SIGNED), folder.resolve("model"));

        // Then
        for (int i = 0; i < direct.length; i++) {
            direct[i] = (direct[i] + 1) / 2;
        }
        assertThat(imported.scale()).isEqualTo(2);
        assertThat(imported.colours()).isEqualTo(ForeignColours.RGB);
        assertThat(enlarge(photo, 2)).hasSameSizeAs(direct).containsExactly(direct, within(CLOSE));
    }

    @Test
    void savedModelOfFunctionsAndResourcesIsWhatItGivesByItself() throws IOException {
        // Given
        float[] weights = new float[3 * 3 * 3 * 12];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) Math.sin(i);
        }
        Path source = ForeignFunctionModel.write(folder.resolve("source"), weights);
        Photo photo = Photo.noise(19, 22, 3);
        float[] direct = runSaved(source, ForeignFunctionModel.INPUT, ForeignFunctionModel.OUTPUT, photo);

        // When
        ForeignImport.Imported imported = ForeignImport.write(source, ForeignWishes.NONE, folder.resolve("model"));

        // Then
        assertThat(imported.scale()).isEqualTo(2);
        assertThat(imported.radius()).isEmpty();
        assertThat(enlarge(photo, 2)).hasSameSizeAs(direct).containsExactly(direct, within(CLOSE));
    }

    @Test
    void chromaIsEnlargedByBicubic() throws IOException {
        // Given a network that enlarges luma by bicubic too, so that the whole is bicubic
        Path file = ForeignNetworks.frozen(folder.resolve("bicubic.pb"), (tf, layers) -> {
            var image = layers.image("y", -1, -1, 1);
            var size = tf.math.mul(tf.slice(tf.shape(image), tf.array(1), tf.array(2)), tf.constant(2));
            tf.image.resizeBicubic(image, size, ResizeBicubic.halfPixelCenters(true));
        });
        RgbImage low = RgbImage.ofFloats(30, 26, Photo.noise(30, 26, 6).values());
        RgbImage expected = Bicubic.upscale(low, 2);

        // When
        ForeignImport.write(file, ForeignWishes.NONE, folder.resolve("model"));

        // Then but for what is mirrored at the border
        try (ServedNetwork network = ServedNetwork.open(folder.resolve("model"), 2)) {
            RgbImage enlarged = network.upscale(low);
            for (int y = 4; y < 48; y++) {
                for (int i = 3 * (y * 60 + 4); i < 3 * (y * 60 + 56); i++) {
                    assertThat(enlarged.data()[i] & 0xff).isCloseTo(expected.data()[i] & 0xff, within(1));
                }
            }
        }
    }

    @Test
    void blueComesFirstWhereTheNetworkHasItSo() throws IOException {
        // Given a network that keeps the first channel and blackens the others
        Path file = ForeignNetworks.frozen(folder.resolve("first.pb"), (tf, layers) -> {
            var image = layers.image("x", -1, -1, 3);
            var kept = tf.math.mul(image, tf.constant(new float[] {1, 0, 0}));
            tf.withName("y").nn.depthToSpace(tf.concat(Collections.nCopies(4, kept), tf.constant(3)), 2L);
        });
        Photo photo = Photo.noise(3, 2, 3);

        // When
        ForeignImport.write(file, ForeignWishes.NONE.withColours(ForeignColours.BGR), folder.resolve("model"));

        // Then
        float[] enlarged = enlarge(photo, 2);
        assertThat(Arrays.copyOf(enlarged, 3)).containsExactly(new float[] {0, 0, photo.values()[2]}, within(CLOSE));
    }

    @Test
    void tilesOfANetworkThatIsKnownToSeeSoFarAreTheWhole() throws IOException {
        // Given
        Path file = ForeignNetworks.espcn(folder.resolve("espcn.pb"), 3);
        Photo photo = Photo.noise(97, 61, 4);

        // When
        ForeignImport.Imported imported = ForeignImport.write(file, ForeignNetworks.OF_BYTES, folder.resolve("model"));

        // Then
        assertThat(imported.radius()).hasValue(3);
        assertThat(enlargeInTiles(photo, 3)).containsExactly(enlarge(photo, 3), within(CLOSE));
    }

    @Test
    void tilesOfANetworkWithLayersBehindDepthToSpaceAreTheWhole() throws IOException {
        // Given
        Path file = ForeignNetworks.frozen(folder.resolve("deep.pb"), (tf, layers) -> {
            var maps = tf.nn.leakyRelu(layers.convolution(layers.image("x", -1, -1, 3), 5, 3, 8));
            var wide = tf.nn.conv2d(
                    maps,
                    tf.constant(Shape.of(3, 3, 8, 8), DataBuffers.of(layers.weights(3 * 3 * 8 * 8))),
                    List.of(1L, 1L, 1L, 1L),
                    "SAME",
                    Conv2d.dilations(List.of(1L, 2L, 2L, 1L)));
            var joined = tf.concat(List.of(maps, wide), tf.constant(-1));
            var finer = tf.nn.depthToSpace(layers.convolution(joined, 3, 16, 16), 2L);
            tf.withName("y").math.tanh(layers.convolution(finer, 3, 4, 3));
        });
        Photo photo = Photo.noise(83, 71, 5);

        // When
        ForeignImport.Imported imported = ForeignImport.write(file, ForeignWishes.NONE, folder.resolve("model"));

        // Then 2 + 2 + 1, and half a pixel behind depth to space
        assertThat(imported.radius()).hasValue(6);
        assertThat(enlargeInTiles(photo, 2)).containsExactly(enlarge(photo, 2), within(CLOSE));
    }

    @Test
    void networkThatMaySeeTheWholeImageIsNotCutIntoTiles() throws IOException {
        // Given
        Path file = ForeignNetworks.frozen(folder.resolve("attention.pb"), (tf, layers) -> {
            var image = layers.image("x", -1, -1, 3);
            var mean = tf.math.mean(image, tf.array(1, 2), Mean.keepDims(true));
            var maps = tf.concat(Collections.nCopies(4, tf.math.mul(image, mean)), tf.constant(3));
            tf.withName("y").nn.depthToSpace(maps, 2L);
        });

        // When
        ForeignImport.Imported imported = ForeignImport.write(file, ForeignWishes.NONE, folder.resolve("model"));

        // Then
        assertThat(imported.radius()).isEmpty();
        try (ServedNetwork network = ServedNetwork.open(folder.resolve("model"), 2)) {
            assertThatThrownBy(() -> network.enlarge(Photo.noise(40, 40, 1), 900, Turns.alone()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("has no signature 'tile'");
        }
    }

    @Test
    void memoryOfARunGrowsWithTheMapsOfTheNetwork() throws IOException {
        // Given
        Path file = ForeignNetworks.espcn(folder.resolve("espcn.pb"), 2);

        // When
        ForeignImport.Imported imported = ForeignImport.write(file, ForeignNetworks.OF_BYTES, folder.resolve("model"));

        // Then: 8 maps of float32 before and after ReLU at least
        assertThat(imported.bytesPerPixel()).isBetween(64L, 2000L);
    }

    @Test
    void networkWhoseSizeIsOnlySaidToBeFixedIsTaken() throws IOException {
        // Given
        Path file = ForeignNetworks.frozen(folder.resolve("fixed.pb"), (tf, layers) -> {
            var image = layers.image("x", 32, 32, 3);
            tf.withName("y").nn.depthToSpace(layers.convolution(image, 3, 3, 12), 2L);
        });

        // When
        ForeignImport.Imported imported = ForeignImport.write(file, ForeignWishes.NONE, folder.resolve("model"));

        // Then
        assertThat(imported.scale()).isEqualTo(2);
    }

    private float[] enlarge(Photo photo, int scale) throws IOException {
        try (ServedNetwork network = ServedNetwork.open(folder.resolve("model"), scale)) {
            return network.enlarge(photo, Long.MAX_VALUE, Turns.alone()).next().values();
        }
    }

    private float[] enlargeInTiles(Photo photo, int scale) throws IOException {
        float[] tiled = new float[photo.values().length * scale * scale];
        int filled = 0;
        try (ServedNetwork network = ServedNetwork.open(folder.resolve("model"), scale)) {
            Enlarging enlarging = network.enlarge(photo, 900, Turns.alone());
            while (enlarging.hasNext()) {
                float[] values = enlarging.next().values();
                System.arraycopy(values, 0, tiled, filled, values.length);
                filled += values.length;
            }
        }
        assertThat(filled).isEqualTo(tiled.length);
        return tiled;
    }

    /** Y of BT.601 in studio range, as a share of 255 in bytes. */
    private static float[] lumaOf255(float[] rgb) {
        float[] luma = new float[rgb.length / 3];
        for (int i = 0; i < luma.length; i++) {
            luma[i] = (float) (16 + 65.481 * rgb[3 * i] + 128.553 * rgb[3 * i + 1] + 24.966 * rgb[3 * i + 2]);
        }
        return luma;
    }

    private static float[] runSaved(Path directory, String input, String output, Photo photo) {
        try (SavedModelBundle bundle = SavedModelBundle.load(directory.toString());
                TFloat32 image = TFloat32.tensorOf(
                        Shape.of(1, photo.height(), photo.width(), 3), DataBuffers.of(photo.values()));
                Result result = bundle.session()
                        .runner()
                        .feed(input, image)
                        .fetch(output)
                        .run()) {
            return floats(result);
        }
    }

    private static float[] floats(Result result) {
        float[] given = new float[(int) result.get(0).size()];
        ((TFloat32) result.get(0)).asRawTensor().data().asFloats().read(given);
        return given;
    }

    private static float[] run(
            Path file, String input, String output, float[] values, int height, int width, int channels)
            throws IOException {
        try (Graph graph = new Graph()) {
            graph.importGraphDef(GraphDef.parseFrom(Files.readAllBytes(file)));
            try (Session session = new Session(graph);
                    TFloat32 image = TFloat32.tensorOf(Shape.of(1, height, width, channels), DataBuffers.of(values));
                    Result result =
                            session.runner().feed(input, image).fetch(output).run()) {
                return floats(result);
            }
        }
    }
}
