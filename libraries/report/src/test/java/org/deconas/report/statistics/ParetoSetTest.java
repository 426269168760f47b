package org.deconas.report.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ParetoSetTest {

    private record Network(int cost, int worth) {

        boolean dominates(Network other) {
            return cost <= other.cost && worth >= other.worth && !equals(other);
        }
    }

    @Test
    void cheapestAndBestAndWhatLiesBetweenAreMembers() {
        // Given
        List<Network> all = List.of(
                new Network(9, 30), new Network(1, 10), new Network(5, 20), new Network(5, 19), new Network(10, 30));

        // When
        List<Network> set = ParetoSet.of(all, Network::cost, Network::worth);

        // Then
        assertThat(set).containsExactly(new Network(1, 10), new Network(5, 20), new Network(9, 30));
    }

    @Property(tries = 300)
    void noMemberIsDominatedAndAMemberDominatesEveryOther(@ForAll("networks") List<Network> all) {
        // When
        List<Network> set = ParetoSet.of(all, Network::cost, Network::worth);

        // Then
        assertThat(set).isNotEmpty();
        assertThat(set).allSatisfy(member -> assertThat(all).noneMatch(other -> other.dominates(member)));
        assertThat(all)
                .filteredOn(one -> !set.contains(one))
                .allSatisfy(loser -> assertThat(set).anyMatch(member -> member.dominates(loser)));
    }

    @Provide
    Arbitrary<List<Network>> networks() {
        Arbitrary<Integer> small = Arbitraries.integers().between(0, 12);
        return Combinators.combine(small, small)
                .as(Network::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(30);
    }
}
