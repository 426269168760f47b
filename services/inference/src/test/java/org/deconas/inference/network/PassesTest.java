package org.deconas.inference.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deconas.serving.Enlarging;
import org.deconas.serving.Pixels;
import org.junit.jupiter.api.Test;

class PassesTest {

    private final List<Double> shares = new ArrayList<>();
    private final List<Integer> widths = new ArrayList<>();

    @Test
    void eachPassSeesWhatTheOneBeforeGaveWithinTheRangeOfAnImage() throws IOException {
        // Given
        List<Float> seen = new ArrayList<>();
        try (Passes passes = new Passes(
                (image, share) -> {
                    float[] values = new float[3 * image.width() * image.height()];
                    image.read(0, 0, image.width(), image.height(), values);
                    seen.add(values[values.length - 1]);
                    return brighter(image, 0.75f);
                },
                2,
                3)) {

            // When
            Enlarging enlarged = passes.enlarge(new Grey(3, 2, 0.125f), false);

            // Then
            assertThat(enlarged.next().rows()).isEqualTo(16);
            assertThat(seen).containsExactly(0.125f, 0.875f, 1f);
        }
    }

    @Test
    void sharesOfTheWorkGrowWithThePixelsThatAPassSees() throws IOException {
        // Given
        try (Passes passes = new Passes(
                (image, share) -> {
                    shares.add(share);
                    widths.add(image.width());
                    return brighter(image, 0);
                },
                2,
                2)) {

            // When
            passes.enlarge(new Grey(5, 1, 0.5f), false);
        }

        // Then
        assertThat(widths).containsExactly(5, 10);
        assertThat(shares.get(0)).isCloseTo(1 / 5.0, within(1e-12));
        assertThat(shares.get(1)).isCloseTo(4 / 5.0, within(1e-12));
    }

    /** Twice as wide and high, every value that of the last pixel and so much more. */
    private static Enlarging brighter(Pixels image, float more) {
        float[] last = new float[3];
        image.read(image.width() - 1, image.height() - 1, 1, 1, last);
        float[] values = new float[3 * 4 * image.width() * image.height()];
        Arrays.fill(values, last[0] + more);
        return Enlarging.of(new Enlarging.Band(2 * image.height(), values));
    }

    private record Grey(int width, int height, float value) implements Pixels {
        @Override
        public void read(int x, int y, int width, int height, float[] target) {
            Arrays.fill(target, 0, 3 * width * height, value);
        }
    }
}
