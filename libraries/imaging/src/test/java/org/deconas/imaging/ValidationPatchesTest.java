package org.deconas.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class ValidationPatchesTest {

    private static final List<RgbImage> IMAGES =
            List.of(TestImages.noise(40, 30, 1), TestImages.noise(33, 35, 2), TestImages.noise(64, 64, 3));

    @Test
    void sameSeedGivesTheSameSet() {
        // Given
        List<ImagePair> patches = ValidationPatches.of(IMAGES, 7, 8, 2, 11);
        // When
        List<ImagePair> again = ValidationPatches.of(IMAGES, 7, 8, 2, 11);
        // Then
        assertThat(again).isEqualTo(patches).hasSize(7);
        assertThat(ValidationPatches.of(IMAGES, 7, 8, 2, 12)).isNotEqualTo(patches);
    }

    @Test
    void patchesHaveTheirSizeAndComeFromTheImagesInTurn() {
        // Given
        RgbImage black = TestImages.constant(20, 20, 0, 0, 0);
        RgbImage white = TestImages.constant(20, 20, 255, 255, 255);
        // When
        List<ImagePair> patches = ValidationPatches.of(List.of(black, white), 3, 4, 3, 1);
        // Then
        assertThat(patches)
                .extracting(ImagePair::highResolution)
                .containsExactly(black.crop(0, 0, 12, 12), white.crop(0, 0, 12, 12), black.crop(0, 0, 12, 12));
        assertThat(patches).extracting(pair -> pair.lowResolution().width()).containsOnly(4);
    }

    @Test
    void tooSmallOrNoImagesAreRefused() {
        // When
        var refusal = assertThatIllegalArgumentException();
        // Then
        refusal.isThrownBy(() -> ValidationPatches.of(IMAGES, 1, 16, 2, 1))
                .withMessageStartingWith("validation image 1 of 3 is 40x30 pixels, but a patch needs at least 32x32");
        refusal.isThrownBy(() -> ValidationPatches.of(List.of(), 1, 16, 2, 1));
        refusal.isThrownBy(() -> ValidationPatches.of(IMAGES, 0, 16, 2, 1));
    }
}
