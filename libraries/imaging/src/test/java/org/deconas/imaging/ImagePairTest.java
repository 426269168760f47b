package org.deconas.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ImagePairTest {

    @Test
    void degradingCropsAndShrinks() {
        // Given
        RgbImage image = TestImages.noise(14, 10, 1);
        // When
        ImagePair pair = ImagePair.degrade(image, 3);
        // Then
        assertThat(pair.highResolution()).isEqualTo(image.crop(0, 0, 12, 9));
        assertThat(pair.lowResolution()).isEqualTo(Bicubic.downscale(image.crop(0, 0, 12, 9), 3));
        assertThat(pair.scale()).isEqualTo(3);
    }

    @Test
    void patchIsTheSamePlaceInBoth() {
        // Given
        ImagePair pair = ImagePair.degrade(TestImages.noise(16, 12, 2), 2);
        // When
        ImagePair patch = pair.patch(3, 1, 4);
        // Then
        assertThat(patch.lowResolution()).isEqualTo(pair.lowResolution().crop(3, 1, 4, 4));
        assertThat(patch.highResolution()).isEqualTo(pair.highResolution().crop(6, 2, 8, 8));
    }

    @Test
    void imagesThatDoNotBelongTogetherAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ImagePair(TestImages.noise(4, 4, 1), TestImages.noise(8, 9, 1)))
                .withMessage("an image of 8x9 pixels is no whole multiple of one of 4x4");
    }
}
