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

    private static final NamedImage WIDE = TestImages.named("wide.png", TestImages.noise(41, 24, 1));
    private static final NamedImage SMALL = TestImages.named("small.png", TestImages.noise(17, 19, 2));

    @Property(tries = 40)
    void everyPatchIsATurnedCropOfASource(@ForAll long seed, @ForAll @IntRange(min = 2, max = 4) int scale) {
        // Given
        int patch = 4;
        PatchSource source = new PatchSource(List.of(WIDE, SMALL), scale, patch, 3);
        float[] lr = new float[source.lowResolutionLength()];
        float[] hr = new float[source.highResolutionLength()];
        Set<ImagePair> possible = allPatches(scale, patch);
        // When
        source.nextBatch(new SplittableRandom(seed), lr, hr);
        // Then
        for (int i = 0; i < 3; i++) {
            RgbImage low = part(lr, i, 3, patch);
            RgbImage high = part(hr, i, 3, patch * scale);
            assertThat(possible).contains(new ImagePair(low, high));
        }
    }

    @Test
    void sameGeneratorStateGivesTheSameBatch() {
        // Given
        PatchSource source = new PatchSource(List.of(WIDE, SMALL), 2, 5, 4);
        float[][] first = {new float[source.lowResolutionLength()], new float[source.highResolutionLength()]};
        float[][] again = {first[0].clone(), first[1].clone()};
        float[][] other = {first[0].clone(), first[1].clone()};
        // When
        source.nextBatch(new SplittableRandom(5), first[0], first[1]);
        source.nextBatch(new SplittableRandom(5), again[0], again[1]);
        source.nextBatch(new SplittableRandom(6), other[0], other[1]);
        // Then
        assertThat(again).isDeepEqualTo(first);
        assertThat(other[0]).isNotEqualTo(first[0]);
    }

    @Test
    void imagesAreDrawnInProportionToTheirPositions() {
        // Given
        NamedImage dark = TestImages.named("dark", TestImages.constant(20, 10, 0, 0, 0));
        NamedImage bright = TestImages.named("bright", TestImages.constant(10, 10, 255, 255, 255));
        PatchSource source = new PatchSource(List.of(dark, bright), 1, 10, 6000, -1);
        float[] lr = new float[source.lowResolutionLength()];
        // When
        source.nextBatch(new SplittableRandom(1), lr, new float[lr.length]);
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
        NamedImage flat = TestImages.named("flat", TestImages.constant(12, 12, 0, 0, 0));
        NamedImage busy = TestImages.named("busy", TestImages.noise(12, 12, 3));
        PatchSource source = new PatchSource(List.of(flat, busy), 2, 4, 200);
        float[] lr = new float[source.lowResolutionLength()];
        float[] hr = new float[source.highResolutionLength()];
        // When
        source.nextBatch(new SplittableRandom(2), lr, hr);
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
        NamedImage flat = TestImages.named("flat", TestImages.constant(12, 12, 255, 255, 255));
        PatchSource source = new PatchSource(List.of(flat), 2, 4, 1);
        float[] hr = new float[source.highResolutionLength()];
        // When
        source.nextBatch(new SplittableRandom(3), new float[source.lowResolutionLength()], hr);
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
        NamedImage tiny = TestImages.named("tiny.png", TestImages.noise(20, 20, 4));
        // When
        var refusal = assertThatIllegalArgumentException().isThrownBy(() -> new PatchSource(List.of(tiny), 2, 24, 1));
        // Then
        refusal.withMessage("tiny.png is 20x20 pixels, but a training patch needs at least 48x48; "
                + "leave it out or choose a smaller patch");
    }

    @Test
    void emptySetAndImpossibleNumbersAndWrongArraysAreRefused() {
        // Given
        PatchSource source = new PatchSource(List.of(WIDE), 2, 4, 2);
        // When
        var refusal = assertThatIllegalArgumentException();
        // Then
        refusal.isThrownBy(() -> PatchSource.check(List.of(), 2, 4)).withMessageContaining("no training image");
        refusal.isThrownBy(() -> PatchSource.check(List.of(WIDE), 0, 4));
        refusal.isThrownBy(() -> PatchSource.check(List.of(WIDE), 2, 0));
        refusal.isThrownBy(() -> new PatchSource(List.of(WIDE), 2, 4, 0));
        refusal.isThrownBy(() -> new PatchSource(List.of(WIDE), 2, 4, 1, Double.NaN));
        refusal.isThrownBy(() -> source.nextBatch(new SplittableRandom(1), new float[96], new float[96]))
                .withMessage("a batch has 96 LR and 384 HR samples, but the arrays hold 96 and 96");
    }

    private static Set<ImagePair> allPatches(int scale, int patch) {
        Set<ImagePair> patches = new HashSet<>();
        for (NamedImage named : List.of(WIDE, SMALL)) {
            ImagePair pair = ImagePair.degrade(named.image(), scale);
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
