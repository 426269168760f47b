package org.deconas.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.deconas.controller.PolicyOptions.Baseline;
import org.deconas.controller.PolicyOptions.Heads;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.SearchSpace;
import org.junit.jupiter.api.Test;

class PolicySnapshotTest {

    private static final SearchSpace SPACE = SearchSpace.withFusion(1, 3);
    private static final Architecture BEST = Architecture.parse(SPACE, "1 0 1 1 0 0 1");
    private static final PolicyOptions ALL_UNUSUAL =
            new PolicyOptions(5e-3, 0.1, 0.9, 2, 2.5, 3, Heads.OF_EACH_STEP, Baseline.LEAVE_ONE_OUT, true);

    @Test
    void snapshotGoesOnExactlyWhereTheLearnerStopped() {
        // Given
        Reinforce learner = learnerAfter(5);

        // When
        Reinforce restored = PolicySnapshot.read(PolicySnapshot.write(learner));

        // Then
        assertThat(restored.version()).isEqualTo(5);
        assertThat(restored.baseline()).isEqualTo(learner.baseline());
        assertThat(restored.policy()).isEqualTo(learner.policy());
        assertThat(PolicySnapshot.write(goneOn(restored))).isEqualTo(PolicySnapshot.write(goneOn(learner)));
    }

    @Test
    void bytesThatAreNoSnapshotAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PolicySnapshot.read(new byte[100]))
                .withMessage("These bytes are no snapshot of a policy");
    }

    @Test
    void snapshotOfAnotherFormatIsRefusedByItsNumber() {
        // Given
        byte[] snapshot = PolicySnapshot.write(learnerAfter(0));
        snapshot[7] = 1;

        // Then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PolicySnapshot.read(snapshot))
                .withMessage("The snapshot of a policy is of format 1, but only format 2 is read");
    }

    @Test
    void snapshotThatWasCutShortIsRefused() {
        byte[] snapshot = PolicySnapshot.write(learnerAfter(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PolicySnapshot.read(Arrays.copyOf(snapshot, snapshot.length - 1)))
                .withMessage("The snapshot of a policy is cut short");
    }

    private static Reinforce learnerAfter(int updates) {
        Reinforce fresh = Reinforce.startingFrom(Policy.initial(SPACE, ALL_UNUSUAL, new SplittableRandom(7)));
        return Bandit.play(fresh, BEST, new SplittableRandom(1), updates, 4);
    }

    private static Reinforce goneOn(Reinforce learner) {
        return Bandit.play(learner, BEST, new SplittableRandom(2), 3, 4);
    }
}
