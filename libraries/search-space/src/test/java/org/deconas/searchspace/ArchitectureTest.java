package org.deconas.searchspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void publishedSequenceReadsAsThePaperDrawsIt() {
        // When
        List<String> cells = Architecture.DECONASNET.describeCells();

        // Then
        assertThat(cells)
                .containsExactly(
                        "cell 0: conv{0} sep{0} dil{0}",
                        "cell 1: conv{0,1} sep{0}", "cell 2: sep{0,2} dil{0}", "cell 3: conv{2} sep{0,1} dil{1,3}");
    }

    @Property
    void everySequenceRoundTrips(@ForAll("architectures") Architecture architecture) {
        // When
        Architecture read = Architecture.parse(architecture.space(), architecture.sequence());

        // Then
        assertThat(read).isEqualTo(architecture).hasSameHashCodeAs(architecture);
        assertThat(read.bits()).isEqualTo(architecture.bits());
    }

    @Property
    void numberOfCellsFollowsFromTheLengthWhereFusionIsNotSearched(
            @ForAll("architecturesWithoutFusion") Architecture architecture) {
        // When
        Architecture read = Architecture.parse(architecture.sequence());

        // Then
        assertThat(read).isEqualTo(architecture);
    }

    @Test
    void sequenceOf38BitsAndFourBlocksIsFourCellsWithFusion() {
        // Given
        String sequence = Architecture.DECONASNET.sequence() + "  1 0 0 1  0 0 1 0";

        // When
        Architecture architecture = Architecture.parse(sequence, 4);

        // Then
        assertThat(architecture.space()).isEqualTo(SearchSpace.withFusion(4, 4));
        assertThat(architecture.space().searchesFusion()).isTrue();
        assertThat(architecture.describeFusion()).containsExactly("local fusion {0,3,4}", "global fusion {2,4}");
        assertThat(architecture.describeCells()).isEqualTo(Architecture.DECONASNET.describeCells());
    }

    @Test
    void lengthThatFitsWithAndWithoutFusionIsReadWithout() {
        // Given: 9 bits are two cells, or one cell and the fusion of five blocks
        String sequence = "1 0 1 0 1 1 0 0 1";

        // When
        Architecture architecture = Architecture.parse(sequence, 5);

        // Then
        assertThat(SearchSpace.withFusion(1, 5).bits()).isEqualTo(9);
        assertThat(architecture.space()).isEqualTo(new SearchSpace(2));
    }

    @Test
    void sameBitsInAnotherSpaceAreAnotherArchitecture() {
        // Given
        boolean[] bits = new boolean[9];

        // When
        Architecture cells = Architecture.of(new SearchSpace(2), bits);
        Architecture fusion = Architecture.of(SearchSpace.withFusion(1, 5), bits);

        // Then
        assertThat(cells).isNotEqualTo(fusion);
    }

    @Test
    void whereFusionIsNotSearchedEverythingIsFused() {
        for (int feature = 0; feature <= 4; feature++) {
            assertThat(Architecture.DECONASNET.fusesLocally(feature)).isTrue();
            assertThat(Architecture.DECONASNET.fusesGlobally(feature)).isTrue();
        }
        assertThat(Architecture.DECONASNET.describeFusion()).isEmpty();
    }

    @Property
    void everyBitIsAskedForOnceAndTheLastFeaturesAreAlwaysFused(@ForAll("architectures") Architecture architecture) {
        // Given
        SearchSpace space = architecture.space();
        List<Boolean> answers = new ArrayList<>();

        // When
        for (SearchSpace.Connection connection : space.connections()) {
            for (Operation operation : Operation.values()) {
                answers.add(architecture.selects(connection.cell(), connection.input(), operation));
            }
        }
        for (int layer = 0; layer < space.localFusionBits(); layer++) {
            answers.add(architecture.fusesLocally(layer));
        }
        for (int feature = 0; feature < space.globalFusionBits(); feature++) {
            answers.add(architecture.fusesGlobally(feature));
        }

        // Then
        assertThat(answers).containsExactly(boxed(architecture.bits()));
        assertThat(architecture.fusesLocally(space.cells())).isTrue();
        assertThat(architecture.fusesGlobally(space.fusionBlocks())).isTrue();
    }

    private static Boolean[] boxed(boolean[] bits) {
        Boolean[] boxed = new Boolean[bits.length];
        for (int i = 0; i < bits.length; i++) {
            boxed[i] = bits[i];
        }
        return boxed;
    }

    @Test
    void cellThatIsNeitherFusedNorTakenByALivingCellIsDead() {
        // Given: cell 0 feeds cell 1, cell 1 feeds nothing, cell 2 takes the block's input; only the last layer is
        // fused
        Architecture architecture =
                Architecture.parse(SearchSpace.withFusion(3, 2), "1 1 1  0 0 0 1 0 0  0 1 0 0 0 0 0 0 0  1 0 0  0 0");

        // When
        List<String> cells = architecture.describeCells();

        // Then
        assertThat(cells)
                .containsExactly(
                        "cell 0: conv{0} sep{0} dil{0} (nothing uses it)",
                        "cell 1: conv{1} (nothing uses it)", "cell 2: sep{0}");
    }

    @Test
    void cellWithoutOperationsKeepsTheOneBeforeItAlive() {
        // Given
        Architecture architecture =
                Architecture.parse(SearchSpace.withFusion(3, 2), "1 1 1  0 0 0 0 0 0  0 0 0 0 0 0 0 0 0  0 0 0  0 0");

        // When
        List<Integer> alive =
                IntStream.range(0, 3).filter(architecture::isAlive).boxed().toList();

        // Then
        assertThat(alive).containsExactly(0, 1, 2);
    }

    @Test
    void sequenceThatFitsNeitherWayIsRefusedWithTheRightLengths() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Architecture.parse("1 0 1 1", 4))
                .withMessage(
                        "The sequence has 4 bits, but an architecture of 1, 2, 3, 4, ... cells takes 3, 9, 18, 30, ..."
                                + " bits, or 8, 15, 25, 38, ... with the fusion of 4 blocks");
    }

    @Test
    void sequenceOfAnotherSpaceIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Architecture.parse(SearchSpace.withFusion(4, 4), Architecture.DECONASNET.sequence()))
                .withMessage("The sequence has 30 bits, but a sequence of 4 cells and the fusion of 4 blocks has 38");
    }

    @Test
    void spaceThatSearchesTheFusionOfNoBlocksIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SearchSpace.withFusion(4, 0))
                .withMessage("blocks is 0, but must be from 1 to 16 to search their fusion");
    }

    @Test
    void sequenceOfTheWrongLengthIsRefusedWithTheRightLengths() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Architecture.parse("1 0 1 1"))
                .withMessage(
                        "The sequence has 4 bits, but an architecture of 1, 2, 3, 4, ... cells takes 3, 9, 18, 30, ..."
                                + " bits");
    }

    @Test
    void sequenceWithAnotherDigitIsRefusedWithItsPlace() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Architecture.parse("1 0 2"))
                .withMessage("The sequence holds '2' as its bit 3, but only 0 and 1 are bits");
    }

    @Test
    void bitsOfAnArchitectureCannotBeChangedFromOutside() {
        // Given
        boolean[] bits = new boolean[9];
        Architecture architecture = Architecture.of(new SearchSpace(2), bits);

        // When
        bits[0] = true;
        architecture.bits()[1] = true;

        // Then
        assertThat(architecture.sequence()).isEqualTo("0 0 0 0 0 0 0 0 0");
    }

    @Provide
    static Arbitrary<Architecture> architectures() {
        return Architectures.any();
    }

    @Provide
    static Arbitrary<Architecture> architecturesWithoutFusion() {
        return Architectures.withoutFusion();
    }
}
