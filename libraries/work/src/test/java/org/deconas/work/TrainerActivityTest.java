package org.deconas.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deconas.schema.WorkClaimed;
import org.deconas.schema.WorkReleased;
import org.deconas.schema.WorkRenewed;
import org.deconas.work.TrainerActivity.State;
import org.deconas.work.TrainerActivity.Summary;
import org.junit.jupiter.api.Test;

class TrainerActivityTest {

    private static final String ID = "harbour1";

    private final TrainerActivity activity = new TrainerActivity(WorkRules.DEFAULT, 100);
    private final Map<String, Instant> answered = new HashMap<>();

    @Test
    void timeAtWorkIsThatOfItsPiecesFromClaimToAnswer() {
        // Given
        claim("a", 1, "trainer-1", 0);
        claim("b", 1, "trainer-1", 20);
        answered.put("a", at(10));
        answered.put("b", at(30));

        // When
        Summary trainer = only(at(40));

        // Then
        assertThat(trainer.state()).isEqualTo(State.IDLE);
        assertThat(trainer.done()).isEqualTo(2);
        assertThat(trainer.shareAtWork()).isCloseTo(0.5, within(1e-9));
        assertThat(trainer.lastSeenAt()).isEqualTo(at(20));
    }

    @Test
    void piecesThatOverlapCountOnce() {
        // Given
        claim("a", 1, "trainer-1", 0);
        claim("b", 1, "trainer-1", 5);
        answered.put("a", at(10));
        answered.put("b", at(10));

        // When
        Summary trainer = only(at(10));

        // Then
        assertThat(trainer.shareAtWork()).isCloseTo(1, within(1e-9));
    }

    @Test
    void renewedClaimMeansAtWorkAndOneThatNobodyRenewsSilence() {
        // Given
        claim("a", 1, "trainer-1", 0);
        activity.fold(new WorkRenewed(ID, "a", 1, "trainer-1/1", 1), at(10));

        // When
        Summary soon = only(at(12));
        Summary late = only(at(32));

        // Then
        assertThat(soon.state()).isEqualTo(State.AT_WORK);
        assertThat(soon.work()).containsExactly("a");
        assertThat(soon.shareAtWork()).isCloseTo(1, within(1e-9));
        assertThat(late.state()).isEqualTo(State.SILENT);
        assertThat(late.shareAtWork()).isCloseTo(16.0 / 32, within(1e-9));
    }

    @Test
    void pieceThatSomebodyElseTookOverIsTheirs() {
        // Given
        claim("a", 1, "trainer-1", 0);
        claim("a", 2, "trainer-2", 8);
        answered.put("a", at(12));

        // When
        List<Summary> trainers = of(at(16));

        // Then
        assertThat(trainers).extracting(Summary::trainer).containsExactly("trainer-1", "trainer-2");
        assertThat(trainers).extracting(Summary::done).containsExactly(0, 1);
        assertThat(trainers).extracting(Summary::state).containsOnly(State.IDLE);
        assertThat(trainers.get(0).shareAtWork()).isCloseTo(6.0 / 16, within(1e-9));
        assertThat(trainers.get(1).shareAtWork()).isCloseTo(4.0 / 8, within(1e-9));
    }

    @Test
    void ofTwoClaimsOfAnAttemptTheFirstHolds() {
        // Given
        claim("a", 1, "trainer-1", 0);
        claim("a", 1, "trainer-2", 1);

        // When
        List<Summary> trainers = of(at(2));

        // Then
        assertThat(trainers).extracting(Summary::trainer).containsExactly("trainer-1");
    }

    @Test
    void pieceThatIsHandedBackIsHeldNoMore() {
        // Given
        claim("a", 1, "trainer-1", 0);
        activity.fold(new WorkReleased(ID, "a", 1, "trainer-1/1", WorkReleased.Cause.HANDED_OVER, "stops"), at(4));

        // When
        Summary trainer = only(at(8));

        // Then
        assertThat(trainer.state()).isEqualTo(State.IDLE);
        assertThat(trainer.done()).isZero();
        assertThat(trainer.shareAtWork()).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void onlyTheNewestPiecesAreRemembered() {
        // Given
        TrainerActivity forgetful = new TrainerActivity(WorkRules.DEFAULT, 2);
        for (String work : List.of("a", "b", "c")) {
            forgetful.fold(new WorkClaimed(ID, work, 1, "trainer-1", "trainer-1/1"), at(0));
        }

        // When
        List<Summary> trainers = forgetful.of(ID, at(1));

        // Then
        assertThat(trainers)
                .singleElement()
                .satisfies(trainer -> assertThat(trainer.work()).containsExactly("b", "c"));
        assertThat(forgetful.of("another", at(1))).isEmpty();
    }

    @Test
    void onlyWhatIsHeldIsLookedUp() {
        // Given
        claim("a", 1, "trainer-1", 0);
        claim("b", 1, "trainer-1", 1);
        claim("c", 1, "trainer-1", 2);
        activity.fold(new WorkReleased(ID, "c", 1, "trainer-1/1", WorkReleased.Cause.HANDED_OVER, "stops"), at(4));

        // When
        activity.answered(ID, Map.of("a", at(5), "of nobody", at(6)));

        // Then
        assertThat(activity.unanswered(ID)).containsExactly("b");
        assertThat(activity.unanswered("another")).isEmpty();
    }

    @Test
    void instanceThatIsForgottenWasSeenLastWhenItClaimed() {
        // Given: two instances are remembered
        TrainerActivity forgetful = new TrainerActivity(WorkRules.DEFAULT, 2);
        forgetful.fold(new WorkClaimed(ID, "a", 1, "trainer-1", "trainer-1/1"), at(0));
        forgetful.fold(new WorkRenewed(ID, "a", 1, "trainer-1/1", 1), at(4));

        // When: others come up that hold nothing
        for (int other = 0; other < 3; other++) {
            forgetful.fold(new WorkRenewed("another", "x", 1, "other/" + other, 1), at(5));
        }

        // Then
        assertThat(forgetful.of(ID, at(6)))
                .singleElement()
                .satisfies(trainer -> assertThat(trainer.lastSeenAt()).isEqualTo(at(0)));
    }

    private List<Summary> of(Instant until) {
        activity.answered(ID, answered);
        return activity.of(ID, until);
    }

    private Summary only(Instant until) {
        List<Summary> trainers = of(until);
        assertThat(trainers).hasSize(1);
        return trainers.get(0);
    }

    private void claim(String work, int attempt, String trainer, int second) {
        activity.fold(new WorkClaimed(ID, work, attempt, trainer, trainer + "/1"), at(second));
    }

    private static Instant at(int second) {
        return Instant.parse("2026-03-01T12:00:00Z").plusSeconds(second);
    }
}
