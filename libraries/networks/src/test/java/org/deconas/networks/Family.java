package org.deconas.networks;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.NetworkShape;
import org.deconas.searchspace.SearchSpace;

/**
 * A member of the network family, small enough to be built in a test, with the seed of its weights and images: up to three
 * cells and blocks, with and without searched fusion and channel attention, every scale.
 */
record Family(Architecture architecture, NetworkShape shape, long seed) {

    static Arbitrary<Family> any() {
        Arbitrary<Tuple.Tuple2<SearchSpace, NetworkShape>> networks = Combinators.combine(
                        Arbitraries.of(1, 2, 3),
                        Arbitraries.of(true, false),
                        Arbitraries.of(4, 8),
                        Arbitraries.of(1, 2, 3),
                        Arbitraries.of(2, 3, 4),
                        Arbitraries.of(true, false))
                .as((cells, fusion, filters, blocks, scale, attention) -> Tuple.of(
                        new SearchSpace(cells, fusion ? blocks : 0),
                        new NetworkShape(filters, blocks, scale, attention)));
        return networks.flatMap(network -> Combinators.combine(
                        architectures(network.get1()), Arbitraries.longs().between(1, 1_000_000))
                .as((architecture, seed) -> new Family(architecture, network.get2(), seed)));
    }

    /** Random bits of several densities; now and then none or all. */
    private static Arbitrary<Architecture> architectures(SearchSpace space) {
        return Arbitraries.of(0, 1, 2, 3, 4)
                .flatMap(quarters -> Arbitraries.of(0, 1, 2, 3)
                        .map(drawn -> drawn < quarters)
                        .list()
                        .ofSize(space.bits()))
                .map(drawn -> {
                    boolean[] bits = new boolean[drawn.size()];
                    for (int i = 0; i < bits.length; i++) {
                        bits[i] = drawn.get(i);
                    }
                    return Architecture.of(space, bits);
                });
    }
}
