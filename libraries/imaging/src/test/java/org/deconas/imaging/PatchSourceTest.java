package org.deconas.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PatchSourceTest {

    private static final SourceImage WIDE = TestImages.source("wide.png", TestImages.noise(41, 24, 1));
    private static final SourceImage SMALL = TestImages.source("small.png", TestImages.noise(17, 19, 2));

    @Property(tries = 40)
    void everyPatchIsATurnedCropOfASource(@ForAll long seed, @ForAll @IntRange(min = 2, max = 4) int scale) {
        // Given
        int patch = 4;
        PatchSource source = new PatchSource(new ImagePairs(List.of(WIDE, SMALL), scale), patch, 3);
        Set<ImagePair> possible = allPatches(scale, patch);
        // When
        Minibatch batch = source.batch(0, new SplittableRandom(seed));
        // Then
        for (int i = 0; i < 3; i++) {
            RgbImage low = part(batch.lowResolution(), i, 3, patch);
            RgbImage high = part(batch.highResolution(), i, 3, patch * scale);
            assertThat(possible).contains(new ImagePair(low, high));
        }
    }

    @Test
    void sameGeneratorStateGivesTheSameBatch() {
        // Given
        PatchSource source = new PatchSource(new ImagePairs(List.of(WIDE, SMALL), 2), 5, 4);
        // When
        Minibatch first = source.batch(0, new SplittableRandom(5));
        Minibatch again = source.batch(0, new SplittableRandom(5));
        Minibatch other = source.batch(0, new SplittableRandom(6));
        // Then
        assertThat(again.lowResolution()).isEqualTo(first.lowResolution());
        assertThat(again.highResolution()).isEqualTo(first.highResolution());
        assertThat(other.lowResolution()).isNotEqualTo(first.lowResolution());
    }

    @Test
    void setThatFitsInOneWindowIsDrawnFromWholeAtEveryStep() {
        // Given: positions 0 to 17·9 - 1 are those of the first image, row by row, the others those of the second
        PatchSource source = new PatchSource(new ImagePairs(List.of(WIDE, SMALL), 2), 4, 1, -1);
        SplittableRandom random = new SplittableRandom(7);
        int position = (int) random.nextLong(17 * 9 + 5 * 6);
        RgbImage image = position < 17 * 9 ? TestImages.noise(41, 24, 1) : TestImages.noise(17, 19, 2);
        int columns = position < 17 * 9 ? 17 : 5;
        int inImage = position < 17 * 9 ? position : position - 17 * 9;
        RgbImage expected = ImagePair.degrade(image, 2)
                .patch(inImage % columns, inImage / columns, 4)
                .highResolution()
                .rotate90(random.nextInt(4));
        expected = random.nextBoolean() ? expected.flipHorizontally() : expected;
        // When
        Minibatch first = source.batch(0, new SplittableRandom(7));
        Minibatch late = source.batch(1_000_003, new SplittableRandom(7));
        // Then
        assertThat(first.highResolution()).isEqualTo(expected.toFloats());
        assertThat(late.highResolution()).isEqualTo(first.highResolution());
    }

    @Test
    void imagesAreDrawnInProportionToTheirPositions() {
        // Given
        SourceImage dark = TestImages.source("dark", TestImages.constant(20, 10, 0, 0, 0));
        SourceImage bright = TestImages.source("bright", TestImages.constant(10, 10, 255, 255, 255));
        PatchSource source = new PatchSource(new ImagePairs(List.of(dark, bright), 1), 10, 6000, -1);
        // When
        float[] lr = source.batch(0, new SplittableRandom(1)).lowResolution();
        // Then
        double brightShare = 0;
        for (int i = 0; i < 6000; i++) {
            brightShare += lr[i * 300] / 6000;
        }
        assertThat(brightShare).isCloseTo(1 / 12.0, within(0.015));
    }

    @Test
    void flatPatchesAreDrawnAgain() {
        // Given
        SourceImage flat = TestImages.source("flat", TestImages.constant(12, 12, 0, 0, 0));
        SourceImage busy = TestImages.source("busy", TestImages.noise(12, 12, 3));
        PatchSource source = new PatchSource(new ImagePairs(List.of(flat, busy), 2), 4, 200);
        // When
        float[] hr = source.batch(0, new SplittableRandom(2)).highResolution();
        // Then
        for (int i = 0; i < 200; i++) {
            assertThat(Arrays.copyOfRange(hr, i * 192, (i + 1) * 192))
                    .as("patch %d", i)
                    .isNotEqualTo(new float[192]);
        }
    }

    @Test
    void setOfFlatImagesStillGivesBatches() {
        // Given
        SourceImage flat = TestImages.source("flat", TestImages.constant(12, 12, 255, 255, 255));
        PatchSource source = new PatchSource(new ImagePairs(List.of(flat), 2), 4, 1);
        // When
        float[] hr = source.batch(0, new SplittableRandom(3)).highResolution();
        // Then
        assertThat(hr).containsOnly(1f);
    }

    @Test
    void gradientEnergyIsTheMeanSquaredStep() {
        // Given
        byte[] checks = new byte[2 * 2 * 3];
        Arrays.fill(checks, 0, 3, (byte) 100);
        RgbImage corner = new RgbImage(2, 2, checks);
        // When
        double energy = PatchSource.gradientEnergy(corner);
        // Then
        assertThat(energy).isCloseTo(2 * 100 * 100 / 4.0, within(0.01));
    }

    @Test
    void imageSmallerThanAPatchIsRefusedByNameAndSizes() {
        // Given
        SourceImage tiny = TestImages.source("tiny.png", TestImages.noise(20, 20, 4));
        // When
        var refusal = assertThatIllegalArgumentException()
                .isThrownBy(() -> new PatchSource(new ImagePairs(List.of(tiny), 2), 24, 1));
        // Then
        refusal.withMessage("tiny.png is 20x20 pixels, but a training patch needs at least 48x48; "
                + "leave it out or choose a smaller patch");
    }

    @Test
    void emptySetAndImpossibleNumbersAreRefused() {
        // Given
        ImagePairs pairs = new ImagePairs(List.of(WIDE), 2);
        // When
        var refusal = assertThatIllegalArgumentException();
        // Then
        refusal.isThrownBy(() -> new ImagePairs(List.of(), 2)).withMessageContaining("no training image");
        refusal.isThrownBy(() -> new ImagePairs(List.of(WIDE), 0));
        refusal.isThrownBy(() -> new ImagePairs(List.of(WIDE), 2, 0)).withMessageContaining("at least 1 byte");
        refusal.isThrownBy(() -> new ImagePairs(List.of(WIDE), 25))
                .withMessage("wide.png is 41x24 pixels, smaller than the scale 25; leave it out");
        refusal.isThrownBy(() -> new PatchSource(pairs, 0, 1));
        refusal.isThrownBy(() -> new PatchSource(pairs, 4, 0));
        refusal.isThrownBy(() -> new PatchSource(pairs, 4, 1, Double.NaN));
        refusal.isThrownBy(() -> new PatchSource(pairs, 4, 1).batch(-1, new SplittableRandom(1)));
    }

    private static Set<ImagePair> allPatches(int scale, int patch) {
        Set<ImagePair> patches = new HashSet<>();
        for (RgbImage image : List.of(TestImages.noise(41, 24, 1), TestImages.noise(17, 19, 2))) {
            ImagePair pair = ImagePair.degrade(image, scale);
            for (int y = 0; y + patch <= pair.lowResolution().height(); y++) {
                for (int x = 0; x + patch <= pair.lowResolution().width(); x++) {
                    ImagePair crop = pair.patch(x, y, patch);
                    for (int turns = 0; turns < 4; turns++) {
                        RgbImage low = crop.lowResolution().rotate90(turns);
                        RgbImage high = crop.highResolution().rotate90(turns);
                        patches.add(new ImagePair(low, high));
                        patches.add(new ImagePair(low.flipHorizontally(), high.flipHorizontally()));
                    }
                }
            }
        }
        return patches;
    }

    private static RgbImage part(float[] batch, int index, int count, int side) {
        int length = batch.length / count;
        return RgbImage.ofFloats(side, side, Arrays.copyOfRange(batch, index * length, (index + 1) * length));
    }
}
