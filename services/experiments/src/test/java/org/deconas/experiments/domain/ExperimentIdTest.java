package org.deconas.experiments.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExperimentIdTest {

    @Test
    void idsAreShortAndHaveNoLetterThatIsTakenForAnotherOne() {
        // Given
        SecureRandom random = new SecureRandom();
        // When
        Set<String> ids = IntStream.range(0, 1000)
                .mapToObj(i -> ExperimentId.random(random))
                .collect(Collectors.toSet());
        // Then
        assertThat(ids).hasSize(1000).allMatch(id -> id.matches("[0-9a-hjkmnp-tv-z]{8}"));
    }
}
