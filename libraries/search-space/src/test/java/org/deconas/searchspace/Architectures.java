package org.deconas.searchspace;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random architectures, of spaces with and without fusion. */
final class Architectures {

    private Architectures() {}

    static Arbitrary<Architecture> any() {
        return spaces().flatMap(Architectures::of);
    }

    static Arbitrary<Architecture> withoutFusion() {
        return Arbitraries.integers().between(1, 6).flatMap(cells -> of(new SearchSpace(cells)));
    }

    private static Arbitrary<SearchSpace> spaces() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 6),
                        Arbitraries.integers().between(0, 5))
                .as(SearchSpace::new);
    }

    static Arbitrary<Architecture> of(SearchSpace space) {
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
    }
}
