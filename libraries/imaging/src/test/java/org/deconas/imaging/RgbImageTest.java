package org.deconas.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RgbImageTest {

    @Test
    void arrayOfAnotherLengthIsRefusedWithBothNumbers() {
        // Given
        byte[] data = new byte[11];
        // When
        var refusal = assertThatIllegalArgumentException().isThrownBy(() -> new RgbImage(2, 2, data));
        // Then
        refusal.withMessage("an RGB image of 2x2 pixels has 12 samples, but the array holds 11");
    }

    @Test
    void emptyImageIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RgbImage(0, 2, new byte[0]))
                .withMessageContaining("0x2");
    }

    @Property(tries = 50)
    void fourQuarterTurnsAreTheIdentity(
            @ForAll @IntRange(min = 1, max = 9) int width, @ForAll @IntRange(min = 1, max = 9) int height) {
        // Given
        RgbImage image = TestImages.noise(width, height, 1);
        // When
        RgbImage turned = image.rotate90(1).rotate90(1).rotate90(1).rotate90(1);
        // Then
        assertThat(turned).isEqualTo(image);
    }

    @Property(tries = 50)
    void turnsAddUp(
            @ForAll @IntRange(min = -5, max = 5) int times,
            @ForAll @IntRange(min = 1, max = 9) int width,
            @ForAll @IntRange(min = 1, max = 9) int height) {
        // Given
        RgbImage image = TestImages.noise(width, height, 2);
        // When
        RgbImage turned = image.rotate90(times);
        // Then
        assertThat(turned.rotate90(1)).isEqualTo(image.rotate90(times + 1));
    }

    @Test
    void quarterTurnIsClockwise() {
        // Given
        RgbImage leftRight = new RgbImage(2, 1, new byte[] {1, 1, 1, 2, 2, 2});
        // When
        RgbImage turned = leftRight.rotate90(1);
        // Then
        assertThat(turned).isEqualTo(new RgbImage(1, 2, new byte[] {1, 1, 1, 2, 2, 2}));
        assertThat(turned.rotate90(1)).isEqualTo(leftRight.flipHorizontally());
    }

    @Property(tries = 50)
    void flippingTwiceIsTheIdentity(
            @ForAll @IntRange(min = 1, max = 9) int width, @ForAll @IntRange(min = 1, max = 9) int height) {
        // Given
        RgbImage image = TestImages.noise(width, height, 3);
        // When
        RgbImage flipped = image.flipHorizontally();
        // Then
        assertThat(flipped.flipHorizontally()).isEqualTo(image);
        assertThat(flipped.crop(0, 0, 1, height)).isEqualTo(image.crop(width - 1, 0, 1, height));
    }

    @Property(tries = 50)
    void floatsAndBackAreTheIdentity(
            @ForAll @IntRange(min = 1, max = 30) int width, @ForAll @IntRange(min = 1, max = 30) int height) {
        // Given
        RgbImage image = TestImages.noise(width, height, 4);
        // When
        float[] values = image.toFloats();
        // Then
        assertThat(RgbImage.ofFloats(width, height, values)).isEqualTo(image);
    }

    @Test
    void floatsAreClampedAndRoundedHalfUp() {
        // Given
        float[] values = {-0.5f, 1.5f, 0.5f, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0.4f / 255};
        // When
        RgbImage image = RgbImage.ofFloats(2, 1, values);
        // Then
        assertThat(image.data()).containsExactly(0, 255, 128, 255, 0, 0);
    }

    @Test
    void notANumberIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RgbImage.ofFloats(1, 1, new float[] {0, Float.NaN, 0}))
                .withMessageContaining("sample 1");
    }

    @Test
    void floatsAreWrittenAtTheOffset() {
        // Given
        float[] batch = {9, 9, 9, 9, 9};
        // When
        new RgbImage(1, 1, new byte[] {0, (byte) 255, 51}).toFloats(batch, 1);
        // Then
        assertThat(batch).containsExactly(9, 0, 1, 0.2f, 9);
    }

    @Test
    void cropTakesTheRectangle() {
        // Given
        RgbImage image = new RgbImage(2, 2, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
        // When
        RgbImage cropped = image.crop(1, 0, 1, 2);
        // Then
        assertThat(cropped).isEqualTo(new RgbImage(1, 2, new byte[] {4, 5, 6, 10, 11, 12}));
    }

    @Test
    void cropOutsideIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestImages.noise(4, 4, 1).crop(2, 0, 3, 1))
                .withMessage("a crop of 3x1 pixels at 2,0 does not lie inside an image of 4x4");
    }

    @Test
    void cropToMultipleDropsTheRestAtRightAndBottom() {
        // Given
        RgbImage image = TestImages.noise(8, 7, 5);
        // When
        RgbImage cropped = image.cropToMultiple(3);
        // Then
        assertThat(cropped).isEqualTo(image.crop(0, 0, 6, 6));
        assertThat(cropped.cropToMultiple(3)).isSameAs(cropped);
        assertThatIllegalArgumentException().isThrownBy(() -> image.cropToMultiple(9));
    }

    @Test
    void equalContentHasEqualHashes() {
        // Given
        RgbImage image = TestImages.noise(6, 2, 6);
        RgbImage copy = new RgbImage(6, 2, image.data().clone());
        RgbImage otherShape = new RgbImage(3, 4, image.data());
        // When
        String hash = image.sha256();
        // Then
        assertThat(copy).isEqualTo(image).hasSameHashCodeAs(image);
        assertThat(hash).isEqualTo(copy.sha256()).matches("[0-9a-f]{64}").isNotEqualTo(otherShape.sha256());
        assertThat(otherShape).isNotEqualTo(image);
    }

    @Test
    void bufferedImageAndBackAreTheIdentity() {
        // Given
        RgbImage image = TestImages.noise(5, 3, 7);
        // When
        BufferedImage buffered = image.toBufferedImage();
        // Then
        assertThat(RgbImage.of(buffered)).isEqualTo(image);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_3BYTE_BGR,
                BufferedImage.TYPE_INT_BGR,
                BufferedImage.TYPE_4BYTE_ABGR,
                BufferedImage.TYPE_INT_ARGB
            })
    void layoutOfTheSourceDoesNotMatter(int type) {
        // Given
        BufferedImage source = new BufferedImage(1, 1, type);
        source.setRGB(0, 0, 0x80102030);
        // When
        RgbImage image = RgbImage.of(source);
        // Then
        assertThat(image.data()).containsExactly(0x10, 0x20, 0x30);
    }

    @Test
    void greyIsReplicatedWithoutAGammaShift() {
        // Given
        BufferedImage source = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
        source.getRaster().setSample(0, 0, 0, 100);
        // When
        RgbImage image = RgbImage.of(source);
        // Then
        assertThat(image.data()).containsExactly(100, 100, 100);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 128, 129, 385, 386, 30000, 65535})
    void sixteenBitGreyIsScaledAndRounded(int sample) {
        // Given
        BufferedImage source = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
        source.getRaster().setSample(0, 0, 0, sample);
        // When
        RgbImage image = RgbImage.of(source);
        // Then
        assertThat(image.data()[1] & 0xff).isEqualTo((int) Math.round(sample / 257.0));
    }

    @Test
    void sixteenBitColourWithAlphaIsScaledAndLosesItsAlpha() {
        // Given
        var space = ColorSpace.getInstance(ColorSpace.CS_sRGB);
        var model =
                new ComponentColorModel(space, true, false, ComponentColorModel.TRANSLUCENT, DataBuffer.TYPE_USHORT);
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_USHORT, 1, 1, 4, null);
        raster.setPixel(0, 0, new int[] {65535, 257 * 7, 257 * 9 + 128, 0});
        // When
        RgbImage image = RgbImage.of(new BufferedImage(model, raster, false, null));
        // Then
        assertThat(image.data()).containsExactly(255, 7, 9);
    }
}
