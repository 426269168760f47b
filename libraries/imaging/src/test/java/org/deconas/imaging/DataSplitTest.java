package org.deconas.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DataSplitTest {

    @Property(tries = 60)
    void splitIsDisjointAndCompleteAndNeverEmpty(
            @ForAll @IntRange(min = 2, max = 30) int distinct,
            @ForAll @IntRange(max = 10) int repeated,
            @ForAll @DoubleRange(min = 0.01, max = 0.99) double fraction,
            @ForAll long seed) {
        // Given
        List<NamedImage> images = images(distinct);
        for (int i = 0; i < repeated; i++) {
            images.add(TestImages.named("copy" + i, images.get(i % distinct).image()));
        }
        // When
        DataSplit split = DataSplit.of(images, fraction, seed);
        // Then
        List<NamedImage> both = new ArrayList<>(split.training());
        both.addAll(split.validation());
        assertThat(both).containsExactlyInAnyOrderElementsOf(images);
        assertThat(split.training()).isNotEmpty();
        assertThat(split.validation()).isNotEmpty();
        assertThat(split.training())
                .extracting(NamedImage::image)
                .doesNotContainAnyElementsOf(
                        split.validation().stream().map(NamedImage::image).toList());
    }

    @Property(tries = 20)
    void orderOfTheImagesDoesNotMatter(@ForAll long seed) {
        // Given
        List<NamedImage> images = images(12);
        List<NamedImage> shuffled = new ArrayList<>(images);
        Collections.shuffle(shuffled, new Random(seed));
        // When
        DataSplit split = DataSplit.of(shuffled, 0.25, seed);
        // Then
        assertThat(split.validation())
                .hasSize(3)
                .containsExactlyInAnyOrderElementsOf(
                        DataSplit.of(images, 0.25, seed).validation());
    }

    @Test
    void seedChoosesTheSplit() {
        // Given
        List<NamedImage> images = images(40);
        // When
        DataSplit split = DataSplit.of(images, 0.5, 1);
        // Then
        assertThat(DataSplit.of(images, 0.5, 2)).isNotEqualTo(split);
        assertThat(DataSplit.of(images, 0.5, 1)).isEqualTo(split);
    }

    @Test
    void fewerThanTwoDistinctImagesAreRefused() {
        // Given
        NamedImage one = images(1).get(0);
        // When
        var refusal = assertThatIllegalArgumentException();
        // Then
        refusal.isThrownBy(() -> DataSplit.of(List.of(one, one), 0.5, 1))
                .withMessage("a split into training and validation needs at least 2 distinct images, "
                        + "but there is 1; add images");
        refusal.isThrownBy(() -> DataSplit.of(List.of(), 0.5, 1)).withMessageContaining("there are none");
    }

    @Test
    void fractionOutsideZeroToOneIsRefused() {
        // Given
        List<NamedImage> images = images(4);
        // When
        var refusal = assertThatIllegalArgumentException();
        // Then
        refusal.isThrownBy(() -> DataSplit.of(images, 0, 1)).withMessageContaining("between 0 and 1");
        refusal.isThrownBy(() -> DataSplit.of(images, 1, 1));
        refusal.isThrownBy(() -> DataSplit.of(images, Double.NaN, 1));
    }

    @Test
    void imagesOnBothSidesAreNamed() {
        // Given
        List<NamedImage> training = images(4);
        NamedImage renamed = TestImages.named("other.png", training.get(1).image());
        List<NamedImage> validation =
                List.of(TestImages.named("new.png", TestImages.noise(3, 3, 99)), renamed, training.get(2));
        // When
        var refusal =
                assertThatIllegalArgumentException().isThrownBy(() -> DataSplit.requireDisjoint(training, validation));
        // Then
        refusal.withMessage("training and validation images must be distinct, but these are in both: "
                + "other.png (= 1.png), 2.png; remove them from one side");
        assertThatIllegalArgumentException().isThrownBy(() -> new DataSplit(training, validation));
    }

    @Test
    void emptySideIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new DataSplit(images(1), List.of()));
    }

    private static List<NamedImage> images(int count) {
        List<NamedImage> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            images.add(TestImages.named(i + ".png", TestImages.noise(3, 3, i)));
        }
        return images;
    }
}
