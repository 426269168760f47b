package org.deconas.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class TileTest {

    @Property
    void coresCoverEveryPixelOnce(
            @ForAll @IntRange(min = 1, max = 300) int width,
            @ForAll @IntRange(min = 1, max = 300) int height,
            @ForAll @IntRange(max = 40) int radius,
            @ForAll @IntRange(min = 1, max = 40_000) int pixelsAtOnce,
            @ForAll @IntRange(max = 100) int mostRows) {
        // Given
        int[] seen = new int[width * height];

        // When
        List<List<Tile>> rows = Tile.rows(width, height, radius, pixelsAtOnce, mostRows);

        // Then
        for (List<Tile> row : rows) {
            for (Tile tile : row) {
                for (int y = tile.core().y(); y < tile.core().y() + tile.core().height(); y++) {
                    for (int x = tile.core().x();
                            x < tile.core().x() + tile.core().width();
                            x++) {
                        seen[y * width + x]++;
                    }
                }
            }
        }
        assertThat(seen).containsOnly(1);
    }

    @Property
    void cropsAndRowsAreNoLargerThanTheyMay(
            @ForAll @IntRange(min = 1, max = 100_000) int width,
            @ForAll @IntRange(min = 1, max = 5_000) int height,
            @ForAll @IntRange(max = 40) int radius,
            @ForAll @IntRange(min = 10_000, max = 2_000_000) int pixelsAtOnce,
            @ForAll @IntRange(min = 16, max = 2000) int mostRows) {
        // When
        List<List<Tile>> rows = Tile.rows(width, height, radius, pixelsAtOnce, mostRows);

        // Then
        assertThat(rows)
                .allSatisfy(row -> assertThat(row).allSatisfy(tile -> {
                    assertThat(tile.crop().pixels()).isLessThanOrEqualTo(pixelsAtOnce);
                    assertThat(tile.core().height()).isLessThanOrEqualTo(mostRows);
                }));
    }
}
