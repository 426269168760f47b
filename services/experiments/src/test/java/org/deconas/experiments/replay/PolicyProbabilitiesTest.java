package org.deconas.experiments.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.deconas.artifacts.DirectoryArtifactStore;
import org.deconas.controller.Policy;
import org.deconas.controller.PolicySnapshot;
import org.deconas.controller.Reinforce;
import org.deconas.experiments.Samples;
import org.deconas.experiments.projection.PolicySnapshots.Snapshot;
import org.deconas.search.SearchSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyProbabilitiesTest {

    @TempDir
    Path store;

    private PolicyProbabilities probabilities;

    @BeforeEach
    void nothingIsKnown() {
        probabilities = new PolicyProbabilities(new DirectoryArtifactStore(store));
    }

    @Test
    void clientThatWentAwayIsWorkedForNoLonger() throws IOException {
        // Given
        Snapshot first = stored(0);
        Snapshot second = stored(1);
        AtomicInteger asked = new AtomicInteger();

        // When, then: it is gone after the first
        assertThatThrownBy(() -> probabilities.of(List.of(first, second), () -> asked.incrementAndGet() == 1))
                .isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> probabilities.of(List.of(second), () -> false))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void whatIsKnownWaitsForNobody() throws IOException {
        // Given
        Snapshot known = stored(0);
        probabilities.of(List.of(known), () -> true);

        // When
        List<PolicyProbabilities.Version> again = probabilities.of(List.of(known), () -> false);

        // Then
        assertThat(again)
                .singleElement()
                .satisfies(version -> assertThat(version.ones())
                        .hasSize(30)
                        .allSatisfy(probability -> assertThat(probability).isBetween(0.0, 1.0)));
    }

    private Snapshot stored(int version) throws IOException {
        Policy policy = Policy.initial(
                SearchSettings.space(Samples.settings().network()),
                SearchSettings.policyOptions(Samples.settings().policy()),
                new SplittableRandom(version));
        byte[] snapshot = PolicySnapshot.write(Reinforce.startingFrom(policy));
        return new Snapshot(
                version, 0, new DirectoryArtifactStore(store).put(snapshot).sha256());
    }
}
