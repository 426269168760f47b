package org.deconas.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logs were made with these streams: other values would make every replay wrong. */
class SeedsTest {

    @ParameterizedTest
    @CsvSource({
        "1, sample, 0, 0, 669794093983299471",
        "1, sample, 0, 1, 7157723389664439015",
        "7, patches, 3, 2, -7108752375207317617"
    })
    void seedOfAChoiceIsWhatItAlwaysWas(long seed, String purpose, long first, long second, long expected) {
        assertThat(Seeds.derive(seed, purpose, first, second)).isEqualTo(expected);
    }

    @Test
    void streamOfAChoiceIsWhatItAlwaysWas() {
        // When
        RandomGenerator stream = Seeds.stream(1, "sample", 0, 0);
        // Then
        assertThat(stream.nextLong()).isEqualTo(-7818531039209727329L);
        assertThat(stream.nextDouble()).isEqualTo(0.6507029489499898);
        assertThat(stream.nextInt(100)).isEqualTo(73);
    }

    @Test
    void choicesAreIndependentOfEachOther() {
        // When
        long[] seeds = {
            Seeds.derive(1, "sample"),
            Seeds.derive(2, "sample"),
            Seeds.derive(1, "samples"),
            Seeds.derive(1, "sample", 0),
            Seeds.derive(1, "sample", 0, 0),
            Seeds.derive(1, "sample", 1, 0),
            Seeds.derive(1, "sample", 0, 1)
        };
        // Then
        assertThat(seeds).doesNotHaveDuplicates();
    }
}
