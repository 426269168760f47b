package org.deconas.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ValidationPatchesTest {

    private static final List<SourceImage> IMAGES = List.of(
            TestImages.source("a.png", TestImages.noise(40, 30, 1)),
            TestImages.source("b.png", TestImages.noise(33, 35, 2)),
            TestImages.source("c.png", TestImages.noise(64, 64, 3)));

    @Test
    void sameSeedGivesTheSameSet() throws IOException {
        // Given
        List<ImagePair> patches = ValidationPatches.of(IMAGES, 7, 8, 2, 11);
        // When
        List<ImagePair> again = ValidationPatches.of(IMAGES, 7, 8, 2, 11);
        // Then
        assertThat(again).isEqualTo(patches).hasSize(7);
        assertThat(ValidationPatches.of(IMAGES, 7, 8, 2, 12)).isNotEqualTo(patches);
    }

    @Test
    void patchesHaveTheirSizeAndComeFromTheImagesInTurn() throws IOException {
        // Given
        RgbImage black = TestImages.constant(20, 20, 0, 0, 0);
        RgbImage white = TestImages.constant(20, 20, 255, 255, 255);
        // When
        List<ImagePair> patches = ValidationPatches.of(
                List.of(TestImages.source("black", black), TestImages.source("white", white)), 3, 4, 3, 1);
        // Then
        assertThat(patches)
                .extracting(ImagePair::highResolution)
                .containsExactly(black.crop(0, 0, 12, 12), white.crop(0, 0, 12, 12), black.crop(0, 0, 12, 12));
        assertThat(patches).extracting(pair -> pair.lowResolution().width()).containsOnly(4);
    }

    @Test
    void placesFollowFromTheSeedAlone() throws IOException {
        // Given
        SplittableRandom random = new SplittableRandom(5);
        List<ImagePair> expected = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ImagePair pair = ImagePair.degrade(IMAGES.get(i % 3).read(), 3);
            int x = random.nextInt(pair.lowResolution().width() - 4 + 1);
            expected.add(pair.patch(x, random.nextInt(pair.lowResolution().height() - 4 + 1), 4));
        }
        // When
        List<ImagePair> patches = ValidationPatches.of(IMAGES, 5, 4, 3, 5);
        // Then
        assertThat(patches).isEqualTo(expected);
    }

    @Test
    void tooSmallOrNoImagesAreRefused() {
        // When
        var refusal = assertThatIllegalArgumentException();
        // Then
        refusal.isThrownBy(() -> ValidationPatches.of(IMAGES, 1, 16, 2, 1))
                .withMessageStartingWith("a.png is 40x30 pixels, but a validation patch needs at least 32x32");
        refusal.isThrownBy(() -> ValidationPatches.of(List.of(), 1, 16, 2, 1));
        refusal.isThrownBy(() -> ValidationPatches.of(IMAGES, 0, 16, 2, 1));
    }
}
