package org.deconas.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelfEnsembleTest {

    @Test
    void changesNothingWhenOrientationDoesNotMatter() throws IOException {
        // Given
        RgbImage low = noise(7, 5);

        // When: every pixel becomes a square of its colour
        RgbImage enlarged = SelfEnsemble.upscale(low, image -> nearest(image, 3));

        // Then
        assertThat(enlarged).isEqualTo(nearest(low, 3));
    }

    @Test
    void asksForEachOfTheEightOrientationsOnce() throws IOException {
        // Given
        RgbImage low = noise(4, 4);
        Set<RgbImage> asked = new HashSet<>();

        // When
        SelfEnsemble.upscale(low, image -> {
            asked.add(image);
            return image;
        });

        // Then
        assertThat(asked).hasSize(8).contains(low, low.flipHorizontally(), low.rotate90(1));
    }

    @Test
    void averagesWhatDependsOnTheOrientation() throws IOException {
        // Given: something that adds 80 to the red of the upper left pixel only
        RgbImage black = new RgbImage(2, 2, new byte[12]);

        // When
        RgbImage enlarged = SelfEnsemble.upscale(black, image -> {
            byte[] data = image.data().clone();
            data[0] = 80;
            return new RgbImage(2, 2, data);
        });

        // Then: each corner got it in two of eight orientations
        for (int pixel = 0; pixel < 4; pixel++) {
            assertThat(enlarged.data()[3 * pixel]).isEqualTo((byte) 20);
            assertThat(enlarged.data()[3 * pixel + 1]).isZero();
        }
    }

    private static RgbImage nearest(RgbImage image, int scale) {
        byte[] data = new byte[image.data().length * scale * scale];
        int width = image.width() * scale;
        for (int y = 0; y < image.height() * scale; y++) {
            for (int x = 0; x < width; x++) {
                System.arraycopy(
                        image.data(), 3 * (y / scale * image.width() + x / scale), data, 3 * (y * width + x), 3);
            }
        }
        return new RgbImage(width, image.height() * scale, data);
    }

    private static RgbImage noise(int width, int height) {
        byte[] data = new byte[3 * width * height];
        new Random(1).nextBytes(data);
        return new RgbImage(width, height, data);
    }
}
