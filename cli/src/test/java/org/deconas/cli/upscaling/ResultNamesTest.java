package org.deconas.cli.upscaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.deconas.pictures.PictureFormat;

class ResultNamesTest {

    @Property
    void resultsOfDifferentStemsNeverMeet(
            @ForAll @AlphaChars @Chars({'-', '.', 'x', '2'}) @StringLength(min = 1, max = 6) String one,
            @ForAll @AlphaChars @Chars({'-', '.', 'x', '2'}) @StringLength(min = 1, max = 6) String other,
            @ForAll @IntRange(min = 1, max = 12) int scale) {
        // Given
        Destination destination = new Destination.Below(Path.of("large"));
        // When
        Path result = destination.resultOf(ImageInput.named(Path.of(one + ".png")), scale, PictureFormat.PNG);
        Path second = destination.resultOf(ImageInput.named(Path.of(other + ".jpg")), scale, PictureFormat.PNG);
        // Then
        assertThat(result.equals(second)).isEqualTo(one.equals(other));
    }
}
