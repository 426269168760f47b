package org.deconas.searchspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import net.jqwik.api.Arbitraries;
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
        Architecture read = Architecture.parse(architecture.sequence());

        // Then
        assertThat(read).isEqualTo(architecture);
        assertThat(read.space()).isEqualTo(architecture.space());
    }

    @Property
    void inputsAndBitsSayTheSame(@ForAll("architectures") Architecture architecture) {
        // When
        int selected = 0;
        for (int cell = 0; cell < architecture.space().cells(); cell++) {
            for (Operation operation : Operation.values()) {
                selected += architecture.inputs(cell, operation).size();
            }
        }

        // Then
        int ones = 0;
        for (boolean bit : architecture.bits()) {
            ones += bit ? 1 : 0;
        }
        assertThat(selected).isEqualTo(ones);
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
        return Arbitraries.integers().between(1, 6).flatMap(cells -> {
            SearchSpace space = new SearchSpace(cells);
            return Arbitraries.of(true, false)
                    .array(Boolean[].class)
                    .ofSize(space.bits())
                    .map(boxed -> {
                        boolean[] bits = new boolean[boxed.length];
                        for (int i = 0; i < bits.length; i++) {
                            bits[i] = boxed[i];
                        }
                        return Architecture.of(space, bits);
                    });
        });
    }
}
