package org.deconas.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sets of images that do not fit into the memory that is given to them. */
class PatchWindowTest {

    private static final int IMAGES = 300;
    private static final int SIDE = 16;
    private static final int SCALE = 2;
    private static final long PAIR_BYTES = 3 * (SIDE * SIDE + SIDE * SIDE / 4);
    private static final long WINDOW = 20 * PAIR_BYTES;
    private static final int ROUND = IMAGES * PatchSource.STEPS_PER_IMAGE;

    @TempDir
    Path folder;

    @Test
    void memoryStaysInItsBoundAndEveryImageIsUsed() throws IOException {
        // Given
        for (int i = 0; i < IMAGES; i++) {
            ImageFiles.writePng(coloured(i), folder.resolve("%03d.png".formatted(i)));
        }
        ImagePairs pairs = new ImagePairs(ImageFolder.scan(folder).open(), SCALE, 25 * PAIR_BYTES);
        PatchSource source = new PatchSource(pairs, 4, 4, -1, WINDOW);
        Set<Integer> used = new HashSet<>();
        long mostHeld = 0;
        // When
        for (int step = 0; step < ROUND; step++) {
            Minibatch batch = source.batch(step, new SplittableRandom(step));
            for (int patch = 0; patch < 4; patch++) {
                used.add(imageOf(batch.highResolution(), patch));
            }
            mostHeld = Math.max(mostHeld, pairs.heldBytes());
        }
        // Then
        assertThat(used).hasSize(IMAGES);
        assertThat(mostHeld).isEqualTo(25 * PAIR_BYTES);
    }

    @Test
    void patchesDoNotDependOnHowMuchIsKept() throws IOException {
        // Given
        List<SourceImage> images = images(new AtomicInteger());
        PatchSource everything = new PatchSource(new ImagePairs(images, SCALE), 4, 4, -1, WINDOW);
        PatchSource nothing = new PatchSource(new ImagePairs(images, SCALE, 1), 4, 4, -1, WINDOW);
        for (int step = 0; step < 200; step++) {
            // When
            Minibatch kept = everything.batch(step, new SplittableRandom(step));
            Minibatch decodedAgain = nothing.batch(step, new SplittableRandom(step));
            // Then
            assertThat(decodedAgain.lowResolution()).isEqualTo(kept.lowResolution());
            assertThat(decodedAgain.highResolution()).isEqualTo(kept.highResolution());
        }
    }

    @Test
    void imageIsDecodedOnceARoundWhenItsWindowIsKept() throws IOException {
        // Given
        AtomicInteger decoded = new AtomicInteger();
        ImagePairs pairs = new ImagePairs(images(decoded), SCALE, 2 * WINDOW);
        PatchSource source = new PatchSource(pairs, 4, 16, -1, WINDOW);
        decoded.set(0);
        // When
        for (int step = 0; step < ROUND; step++) {
            source.batch(step, new SplittableRandom(step));
        }
        // Then: the last windows reach round to the first images again
        assertThat(decoded.get()).isBetween(IMAGES, IMAGES + 20);
    }

    @Test
    void stepDrawsFromAsManyImagesAsTheWindowHolds() throws IOException {
        // Given
        PatchSource source = new PatchSource(new ImagePairs(images(new AtomicInteger()), SCALE), 4, 400, -1, WINDOW);
        // When
        Minibatch first = source.batch(0, new SplittableRandom(1));
        Minibatch next = source.batch(PatchSource.STEPS_PER_IMAGE, new SplittableRandom(2));
        // Then
        Set<Integer> both = new HashSet<>(imagesOf(first));
        both.retainAll(imagesOf(next));
        assertThat(imagesOf(first)).hasSize(20);
        assertThat(imagesOf(next)).hasSize(20);
        assertThat(both).hasSize(19);
    }

    @Test
    void orderInWhichImagesAreGivenDoesNotMatter() throws IOException {
        // Given
        List<SourceImage> images = images(new AtomicInteger());
        List<SourceImage> reversed = new ArrayList<>(images);
        Collections.reverse(reversed);
        PatchSource source = new PatchSource(new ImagePairs(images, SCALE), 4, 8, -1, WINDOW);
        // When
        Minibatch batch =
                new PatchSource(new ImagePairs(reversed, SCALE), 4, 8, -1, WINDOW).batch(77, new SplittableRandom(1));
        // Then
        assertThat(batch.highResolution())
                .isEqualTo(source.batch(77, new SplittableRandom(1)).highResolution());
    }

    @Test
    void imageThatVanishedIsNamed() throws IOException {
        // Given
        Path file = folder.resolve("gone.png");
        ImageFiles.writePng(coloured(1), file);
        PatchSource source =
                new PatchSource(new ImagePairs(ImageFolder.scan(folder).open(), SCALE), 4, 1);
        Files.delete(file);
        // When
        var failure = assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> source.batch(0, new SplittableRandom(1)));
        // Then
        failure.withMessageStartingWith("gone.png cannot be read as an image: there is no such file");
    }

    private static List<SourceImage> images(AtomicInteger decoded) throws IOException {
        List<SourceImage> images = new ArrayList<>();
        for (int i = 0; i < IMAGES; i++) {
            RgbImage image = coloured(i);
            images.add(SourceImage.of(i + ".png", () -> {
                decoded.incrementAndGet();
                return image;
            }));
        }
        return images;
    }

    /** An image of one colour, which tells its number. */
    private static RgbImage coloured(int number) {
        return TestImages.constant(SIDE, SIDE, number / 256, number % 256, 0);
    }

    private static int imageOf(float[] highResolution, int patch) {
        int at = patch * 8 * 8 * 3;
        return 256 * Math.round(255 * highResolution[at]) + Math.round(255 * highResolution[at + 1]);
    }

    private static Set<Integer> imagesOf(Minibatch batch) {
        Set<Integer> images = new HashSet<>();
        IntStream.range(0, batch.highResolution().length / (8 * 8 * 3))
                .forEach(patch -> images.add(imageOf(batch.highResolution(), patch)));
        return images;
    }
}
