package org.deconas.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BicubicTest {

    @Property(tries = 60)
    void constantImageStaysConstant(
            @ForAll @IntRange(min = 1, max = 6) int width,
            @ForAll @IntRange(min = 1, max = 6) int height,
            @ForAll @IntRange(min = 1, max = 4) int scale,
            @ForAll @IntRange(min = 0, max = 255) int level) {
        // Given
        RgbImage small = TestImages.constant(width, height, level, 255 - level, 7);
        RgbImage large = TestImages.constant(width * scale, height * scale, level, 255 - level, 7);
        // When
        RgbImage shrunk = Bicubic.downscale(large, scale);
        RgbImage enlarged = Bicubic.upscale(small, scale);
        // Then
        assertThat(shrunk).isEqualTo(small);
        assertThat(enlarged).isEqualTo(large);
    }

    @Property(tries = 30)
    void resamplingCommutesWithQuarterTurnsAndFlips(
            @ForAll @IntRange(min = 1, max = 9) int width, @ForAll @IntRange(min = 1, max = 9) int height) {
        // Given
        // Only at powers of two are the weights exact, so that the order of the sums cannot turn a half.
        int scale = 2;
        RgbImage image = TestImages.noise(width * scale, height * scale, width * 31L + height);
        // When
        RgbImage shrunk = Bicubic.downscale(image, scale);
        // Then
        assertThat(Bicubic.downscale(image.rotate90(1), scale)).isEqualTo(shrunk.rotate90(1));
        assertThat(Bicubic.downscale(image.flipHorizontally(), scale)).isEqualTo(shrunk.flipHorizontally());
        assertThat(Bicubic.upscale(shrunk.rotate90(3), scale))
                .isEqualTo(Bicubic.upscale(shrunk, scale).rotate90(3));
    }

    @Property(tries = 30)
    void scaleOneChangesNothing(@ForAll @IntRange(min = 1, max = 12) int width) {
        // Given
        RgbImage image = TestImages.noise(width, 5, width);
        // When
        RgbImage shrunk = Bicubic.downscale(image, 1);
        // Then
        assertThat(shrunk).isEqualTo(image).isEqualTo(Bicubic.upscale(image, 1));
    }

    @Test
    void stepIsEnlargedWithTheKernelsWeights() {
        // Given
        RgbImage step = grey(6, 0, 0, 0, 200, 200, 200);
        // When
        RgbImage enlarged = Bicubic.upscale(step, 2).crop(0, 0, 12, 1);
        // Then
        // A quarter pixel off, the kernel weighs its four neighbours 111, 29, -9 and -3 of 128; below 0 is clamped.
        assertThat(enlarged).isEqualTo(grey(12, 0, 0, 0, 0, 0, 41, 159, 214, 205, 200, 200, 200));
    }

    @Test
    void impulseIsShrunkWithTheWidenedKernelsWeightsAndRoundedHalfUp() {
        // Given
        RgbImage column = grey(8, 100, 100, 100, 100, 228, 100, 100, 100);
        RgbImage impulse = new RgbImage(8, 2, twice(column.data()));
        // When
        RgbImage shrunk = Bicubic.downscale(impulse, 2);
        // Then
        // 128 times -3, 29, 111 and -9 of 256 gives halves everywhere.
        assertThat(shrunk).isEqualTo(grey(4, 99, 115, 156, 96));
    }

    @Test
    void sizeThatIsNoMultipleOfTheScaleIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bicubic.downscale(TestImages.noise(5, 4, 1), 2))
                .withMessage("an image of 5x4 pixels cannot be divided by the scale 2; crop it to a multiple first");
        assertThatIllegalArgumentException().isThrownBy(() -> Bicubic.upscale(TestImages.noise(5, 4, 1), 0));
    }

    private static RgbImage grey(int width, int... levels) {
        byte[] data = new byte[3 * levels.length];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) levels[i / 3];
        }
        return new RgbImage(width, levels.length / width, data);
    }

    private static byte[] twice(byte[] row) {
        byte[] rows = Arrays.copyOf(row, 2 * row.length);
        System.arraycopy(row, 0, rows, row.length, row.length);
        return rows;
    }
}
