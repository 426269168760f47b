package org.deconas.searchspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ComplexityTest {

    @Test
    void publishedNetworkHasThePublishedCounts() {
        // When
        Complexity complexity = Complexity.of(Architecture.DECONASNET, NetworkShape.PUBLISHED);

        // Then
        assertThat(complexity.parameters()).isEqualTo(1_693_251);
        assertThat(complexity.publishedParameters()).isEqualTo(1_713_795);
        assertThat(complexity.multiplyAddsPerPixel()).isEqualTo(1_660_864);
        assertThat(complexity.multiplyAdds(1280, 720, 2) / 1e9).isCloseTo(382.7, within(0.05));
    }

    @Test
    void penaltyIsZeroForNoConnectionAndOneForAll() {
        // Given
        SearchSpace space = new SearchSpace(4);
        boolean[] all = new boolean[space.bits()];
        java.util.Arrays.fill(all, true);

        // When
        double none = Complexity.penalty(Architecture.of(space, new boolean[space.bits()]), NetworkShape.PUBLISHED);
        double full = Complexity.penalty(Architecture.of(space, all), NetworkShape.PUBLISHED);

        // Then
        assertThat(none).isZero();
        assertThat(full).isEqualTo(1);
    }

    @Property
    void oneMoreConnectionCostsMore(@ForAll("bitOfAnEmptyArchitecture") int bit) {
        // Given
        SearchSpace space = new SearchSpace(4);
        boolean[] bits = new boolean[space.bits()];
        Complexity without = Complexity.of(Architecture.of(space, bits), NetworkShape.PUBLISHED);

        // When
        bits[bit] = true;
        Complexity with = Complexity.of(Architecture.of(space, bits), NetworkShape.PUBLISHED);

        // Then
        assertThat(with.parameters()).isGreaterThan(without.parameters());
        assertThat(with.multiplyAddsPerPixel()).isGreaterThan(without.multiplyAddsPerPixel());
        assertThat(with.penalty()).isGreaterThan(without.penalty());
    }

    @Provide
    Arbitrary<Integer> bitOfAnEmptyArchitecture() {
        return Arbitraries.integers().between(0, 29);
    }
}
