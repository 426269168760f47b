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
        List<SourceImage> images = images(distinct);
        for (int i = 0; i < repeated; i++) {
            images.add(TestImages.source("copy" + i, noise(i % distinct)));
        }
        // When
        DataSplit split = DataSplit.of(images, fraction, seed);
        // Then
        List<SourceImage> both = new ArrayList<>(split.training());
        both.addAll(split.validation());
        assertThat(both).containsExactlyInAnyOrderElementsOf(images);
        assertThat(split.training()).isNotEmpty();
        assertThat(split.validation()).isNotEmpty();
        assertThat(split.training())
                .extracting(SourceImage::sha256)
                .doesNotContainAnyElementsOf(
                        split.validation().stream().map(SourceImage::sha256).toList());
    }

    @Property(tries = 20)
    void orderOfTheImagesDoesNotMatter(@ForAll long seed) {
        // Given
        List<SourceImage> images = images(12);
        List<SourceImage> shuffled = new ArrayList<>(images);
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
        List<SourceImage> images = images(40);
        // When
        DataSplit split = DataSplit.of(images, 0.5, 1);
        // Then
        assertThat(DataSplit.of(images, 0.5, 2)).isNotEqualTo(split);
        assertThat(DataSplit.of(images, 0.5, 1)).isEqualTo(split);
    }

    @Test
    void fewerThanTwoDistinctImagesAreRefused() {
        // Given
        SourceImage one = images(1).get(0);
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
        List<SourceImage> images = images(4);
        // When
        var refusal = assertThatIllegalArgumentException();
        // Then
        refusal.isThrownBy(() -> DataSplit.of(images, 0, 1)).withMessageContaining("between 0 and 1");
        refusal.isThrownBy(() -> DataSplit.of(images, 1, 1));
        refusal.isThrownBy(() -> DataSplit.of(images, Double.NaN, 1));
    }

    @Test
    void imageAndItsCopiesGoToOneSide() {
        // Given
        List<SourceImage> images = new ArrayList<>();
        for (NamedImage drawn : SyntheticImages.generate(8, 96, 96, 1)) {
            images.add(SourceImage.of(drawn));
            images.add(TestImages.source(drawn.name() + " q60", TestImages.recompressed(drawn.image(), 0.6f)));
            images.add(TestImages.source(drawn.name() + " 90 %", TestImages.resized(drawn.image(), 0.9)));
        }
        for (long seed = 0; seed < 10; seed++) {
            // When
            DataSplit split = DataSplit.of(images, 0.25, seed);
            // Then
            assertThat(split.validation()).hasSize(6);
            assertThat(split.training()).hasSize(18);
        }
    }

    @Test
    void repeatedImagesAreNamedWithWhatTheyRepeat() {
        // Given
        List<NamedImage> drawn = SyntheticImages.generate(4, 96, 96, 2);
        List<SourceImage> training = List.of(
                TestImages.source("T91/t1.png", drawn.get(0).image()),
                TestImages.source("T91/t2.png", drawn.get(1).image()),
                TestImages.source("T91/t3.png", drawn.get(2).image()));
        List<SourceImage> validation = List.of(
                TestImages.source("new.png", drawn.get(3).image()),
                TestImages.source("other.png", drawn.get(1).image()),
                TestImages.source(
                        "eagle.jpg", TestImages.recompressed(drawn.get(2).image(), 0.6f)));
        // When
        var refusal =
                assertThatIllegalArgumentException().isThrownBy(() -> DataSplit.requireDisjoint(training, validation));
        // Then
        refusal.withMessage("2 validation images repeat training images: other.png (= T91/t2.png), "
                + "eagle.jpg (nearly the same as T91/t3.png); leave them out of one of the two folders");
        assertThatIllegalArgumentException().isThrownBy(() -> new DataSplit(training, validation));
    }

    @Test
    void longListOfRepeatedImagesIsCutShort() {
        // Given
        List<SourceImage> images = images(23);
        // When
        var refusal = assertThatIllegalArgumentException().isThrownBy(() -> DataSplit.requireDisjoint(images, images));
        // Then
        refusal.withMessageStartingWith("23 validation images repeat training images: 0.png (= 0.png), 1.png")
                .withMessageEndingWith("19.png (= 19.png) and 3 more; leave them out of one of the two folders");
    }

    @Test
    void emptySideIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new DataSplit(images(1), List.of()));
    }

    private static List<SourceImage> images(int count) {
        List<SourceImage> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            images.add(TestImages.source(i + ".png", noise(i)));
        }
        return images;
    }

    private static RgbImage noise(long seed) {
        return TestImages.noise(32, 32, seed);
    }
}
