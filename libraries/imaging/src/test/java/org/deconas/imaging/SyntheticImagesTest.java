package org.deconas.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SyntheticImagesTest {

    @Test
    void sameSeedGivesTheSameImagesHoweverMany() {
        // Given
        List<NamedImage> images = SyntheticImages.generate(3, 70, 50, 9);
        // When
        List<NamedImage> again = SyntheticImages.generate(2, 70, 50, 9);
        // Then
        assertThat(again).isEqualTo(images.subList(0, 2));
    }

    @Test
    void allImagesOfAllSeedsAreDifferent() {
        // Given
        LongStream seeds = LongStream.of(0, 1, 2, -1);
        // When
        List<RgbImage> images = seeds.boxed()
                .flatMap(seed -> SyntheticImages.generate(3, 48, 48, seed).stream())
                .map(NamedImage::image)
                .toList();
        // Then
        assertThat(images).doesNotHaveDuplicates().hasSize(12);
    }

    @Test
    void imagesHaveTheirSizeAndNamesInOrder() {
        // Given
        int count = 2;
        // When
        List<NamedImage> images = SyntheticImages.generate(count, 33, 16, 3);
        // Then
        assertThat(images).extracting(NamedImage::name).containsExactly("synthetic-0000.png", "synthetic-0001.png");
        assertThat(images)
                .allMatch(named -> named.image().width() == 33 && named.image().height() == 16);
    }

    @Test
    void imagesHaveDetailThatBicubicCannotRestore() {
        // Given
        List<NamedImage> images = SyntheticImages.generate(10, 128, 128, 4);
        // When
        List<Double> psnr = images.stream()
                .map(named -> ImagePair.degrade(named.image(), 2))
                .map(pair -> Quality.psnrY(pair.highResolution(), Bicubic.upscale(pair.lowResolution(), 2), 2))
                .toList();
        // Then
        assertThat(psnr).allSatisfy(value -> assertThat(value).isBetween(12.0, 50.0));
        assertThat(images)
                .extracting(named -> PatchSource.gradientEnergy(named.image()))
                .filteredOn(energy -> energy > PatchSource.GRADIENT_ENERGY_THRESHOLD)
                .hasSizeGreaterThan(7);
    }

    @Test
    void impossibleNumbersAreRefused() {
        // When
        var refusal = assertThatIllegalArgumentException();
        // Then
        refusal.isThrownBy(() -> SyntheticImages.generate(0, 64, 64, 1)).withMessageContaining("not 0");
        refusal.isThrownBy(() -> SyntheticImages.generate(1, 64, 15, 1)).withMessageContaining("64x15");
    }

    @Test
    void strokesStandInForLettersWhereThereAreNoFonts() {
        // Given
        String text = "ab a";
        // When
        var outline = Lettering.strokes(text, 24, false, 5);
        // Then
        assertThat(outline.getBounds2D().getWidth()).isBetween(24.0, 100.0);
        assertThat(outline.getBounds2D().getHeight()).isBetween(4.0, 40.0);
    }

    @Test
    void blurKeepsAConstantCanvas() {
        // Given
        BufferedImage canvas = TestImages.constant(12, 10, 7, 128, 255).toBufferedImage();
        // When
        Softening.gaussian(canvas, 1.3);
        // Then
        assertThat(Softening.boxDownscale(canvas, 2)).isEqualTo(TestImages.constant(6, 5, 7, 128, 255));
    }
}
