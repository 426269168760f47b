package org.deconas.searchspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
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
        assertThat(complexity.trainingOperationsPerPixel()).isEqualTo(6 * 1_660_864);
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

    @Test
    void networkThatFusesEverythingCostsTheSameWhetherFusionWasSearchedOrNot() {
        // Given
        Architecture fused = Architecture.parse(
                Architecture.DECONASNET.sequence() + " 1 1 1 1  1 1 1 1", NetworkShape.PUBLISHED.blocks());

        // When
        Complexity complexity = Complexity.of(fused, NetworkShape.PUBLISHED);

        // Then
        assertThat(complexity.parameters()).isEqualTo(1_693_251);
        assertThat(complexity.publishedParameters()).isEqualTo(1_713_795);
        assertThat(complexity.multiplyAddsPerPixel()).isEqualTo(1_660_864);
    }

    @Test
    void eachFeatureThatIsNotFusedSavesItsPartOfTheKernels() {
        // Given: without layers 0 and 1 of four blocks, and without the shallow features
        Architecture fused = Architecture.parse(
                Architecture.DECONASNET.sequence() + " 0 0 1 1  0 1 1 1", NetworkShape.PUBLISHED.blocks());

        // When
        Complexity complexity = Complexity.of(fused, NetworkShape.PUBLISHED);

        // Then
        long saved = (2 * 4 + 1) * 64 * 64;
        assertThat(complexity.parameters()).isEqualTo(1_693_251 - saved);
        assertThat(complexity.multiplyAddsPerPixel()).isEqualTo(1_660_864 - saved);
    }

    @Test
    void cellThatNothingUsesIsCountedByTheAuthorsOnly() {
        // Given: cell 1 takes the block's input and only its own output is fused, so nothing uses cell 0
        NetworkShape shape = new NetworkShape(8, 2, 2, false);
        SearchSpace space = SearchSpace.withFusion(2, 2);
        Architecture without = Architecture.parse(space, "0 0 0  1 0 0 0 0 0  1 0  1 1");
        Architecture with = Architecture.parse(space, "1 0 0  1 0 0 0 0 0  1 0  1 1");

        // When
        Complexity less = Complexity.of(without, shape);
        Complexity more = Complexity.of(with, shape);

        // Then
        assertThat(with.isAlive(0)).isFalse();
        assertThat(more.parameters()).isEqualTo(less.parameters());
        assertThat(more.multiplyAddsPerPixel()).isEqualTo(less.multiplyAddsPerPixel());
        assertThat(more.publishedParameters()).isEqualTo(less.publishedParameters() + 2 * (9 * 8 * 8 + 8));
        assertThat(more.penalty()).isGreaterThan(less.penalty());
    }

    @Test
    void penaltyWeighsLocalFusionByTheBlocksAndGlobalFusionOnce() {
        // Given: one cell, two blocks, four filters: 340 weights of connections a block, 16 of each fusion
        NetworkShape shape = new NetworkShape(4, 2, 2, true);
        SearchSpace space = SearchSpace.withFusion(1, 2);
        double possible = 2 * (144 + 52 + 144) + 2 * 16 + 2 * 16;

        // When
        double local = Complexity.penalty(Architecture.parse(space, "0 0 0  1  0 0"), shape);
        double global = Complexity.penalty(Architecture.parse(space, "0 0 0  0  0 1"), shape);
        double separable = Complexity.penalty(Architecture.parse(space, "0 1 0  0  0 0"), shape);

        // Then
        assertThat(local).isEqualTo(2 * 16 / possible);
        assertThat(global).isEqualTo(16 / possible);
        assertThat(separable).isEqualTo(2 * 52 / possible);
    }

    @Test
    void fusionOfAnotherNumberOfBlocksIsRefused() {
        // Given
        Architecture architecture = Architecture.parse(SearchSpace.withFusion(1, 3), "1 0 0  1  0 0 1");

        // When, Then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Complexity.of(architecture, NetworkShape.PUBLISHED))
                .withMessage("The network has 4 blocks, but its architecture says which of 3 are fused");
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
