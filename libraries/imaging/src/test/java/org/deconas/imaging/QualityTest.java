package org.deconas.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class QualityTest {

    @Test
    void identicalImagesAreInfinitelyGood() {
        // Given
        RgbImage image = TestImages.noise(20, 15, 1);
        // When
        Quality.Score score = Quality.score(image, image, 2);
        // Then
        assertThat(score.psnr()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(score.ssim()).isCloseTo(1, within(1e-12));
    }

    @Test
    void psnrOfAKnownLumaDifferenceIsExact() {
        // Given
        RgbImage black = TestImages.constant(12, 12, 0, 0, 0);
        RgbImage white = TestImages.constant(12, 12, 255, 255, 255);
        // When
        double psnr = Quality.psnrY(black, white, 0);
        // Then
        assertThat(psnr).isCloseTo(20 * Math.log10(255 / 219.0), within(1e-12));
    }

    @Test
    void ssimOfConstantImagesIsTheirLuminanceTerm() {
        // Given
        RgbImage black = TestImages.constant(12, 12, 0, 0, 0);
        RgbImage white = TestImages.constant(12, 12, 255, 255, 255);
        double c1 = 2.55 * 2.55;
        // When
        double ssim = Quality.ssimY(black, white, 0);
        // Then
        assertThat(ssim).isCloseTo((2 * 16 * 235 + c1) / (16 * 16 + 235 * 235 + c1), within(1e-9));
    }

    @Test
    void borderDoesNotCount() {
        // Given
        RgbImage image = TestImages.noise(20, 20, 2);
        byte[] data = image.data().clone();
        data[3 * (20 + 1)] ^= 0x40;
        RgbImage differing = new RgbImage(20, 20, data);
        // When
        double psnr = Quality.psnrY(image, differing, 2);
        // Then
        assertThat(psnr).isInfinite();
        assertThat(Quality.psnrY(image, differing, 1)).isFinite();
    }

    @Property(tries = 25)
    void separableSsimIsTheWindowedDefinition(
            @ForAll @IntRange(min = 11, max = 17) int width, @ForAll @IntRange(min = 11, max = 17) int height) {
        // Given
        RgbImage reference = TestImages.noise(width, height, width);
        RgbImage other = TestImages.noise(width, height, 100 + height);
        // When
        double ssim = Quality.ssimY(reference, other, 0);
        // Then
        assertThat(ssim).isCloseTo(ssimByDefinition(reference, other), within(1e-9));
    }

    @Property(tries = 25)
    void scoresAreSymmetric(@ForAll @IntRange(min = 15, max = 30) int width) {
        // Given
        RgbImage one = TestImages.noise(width, 16, 3);
        RgbImage two = TestImages.noise(width, 16, 4);
        // When
        Quality.Score score = Quality.score(one, two, 2);
        // Then
        assertThat(Quality.psnrY(two, one, 2)).isEqualTo(score.psnr());
        assertThat(Quality.ssimY(two, one, 2)).isCloseTo(score.ssim(), within(1e-12));
    }

    @Test
    void imagesOfTwoSizesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quality.psnrY(TestImages.noise(12, 12, 1), TestImages.noise(12, 13, 1), 0))
                .withMessage("images of 12x12 and 12x13 pixels cannot be compared; give two of one size");
    }

    @Test
    void bordersThatLeaveTooLittleAreRefused() {
        // Given
        RgbImage image = TestImages.noise(14, 20, 1);
        // When
        var refusal = assertThatIllegalArgumentException();
        // Then
        refusal.isThrownBy(() -> Quality.ssimY(image, image, 2)).withMessageContaining("at least 11x11");
        refusal.isThrownBy(() -> Quality.psnrY(image, image, 7)).withMessageContaining("at least 1x1");
        refusal.isThrownBy(() -> Quality.psnrY(image, image, Integer.MAX_VALUE));
        refusal.isThrownBy(() -> Quality.psnrY(image, image, -1)).withMessageContaining("-1");
    }

    /** Straight from the definition: every window, two-dimensional weights, central moments. */
    private static double ssimByDefinition(RgbImage reference, RgbImage other) {
        double total = 0;
        int windows = 0;
        for (int top = 0; top + 11 <= reference.height(); top++) {
            for (int left = 0; left + 11 <= reference.width(); left++, windows++) {
                double weightSum = 0;
                double meanR = 0;
                double meanO = 0;
                for (int i = 0; i < 121; i++) {
                    double weight = weight(i);
                    weightSum += weight;
                    meanR += weight * luma(reference, left + i % 11, top + i / 11);
                    meanO += weight * luma(other, left + i % 11, top + i / 11);
                }
                meanR /= weightSum;
                meanO /= weightSum;
                double varianceR = 0;
                double varianceO = 0;
                double covariance = 0;
                for (int i = 0; i < 121; i++) {
                    double weight = weight(i) / weightSum;
                    double r = luma(reference, left + i % 11, top + i / 11) - meanR;
                    double o = luma(other, left + i % 11, top + i / 11) - meanO;
                    varianceR += weight * r * r;
                    varianceO += weight * o * o;
                    covariance += weight * r * o;
                }
                double c1 = 6.5025;
                double c2 = 58.5225;
                total += (2 * meanR * meanO + c1)
                        * (2 * covariance + c2)
                        / ((meanR * meanR + meanO * meanO + c1) * (varianceR + varianceO + c2));
            }
        }
        return total / windows;
    }

    private static double weight(int i) {
        int dx = i % 11 - 5;
        int dy = i / 11 - 5;
        return Math.exp(-(dx * dx + dy * dy) / 4.5);
    }

    private static double luma(RgbImage image, int x, int y) {
        int at = 3 * (y * image.width() + x);
        byte[] data = image.data();
        return 16
                + 65.481 / 255 * (data[at] & 0xff)
                + 128.553 / 255 * (data[at + 1] & 0xff)
                + 24.966 / 255 * (data[at + 2] & 0xff);
    }
}
