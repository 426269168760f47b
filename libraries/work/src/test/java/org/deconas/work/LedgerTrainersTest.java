package org.deconas.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.deconas.work.Events.claim;
import static org.deconas.work.Events.trial;
import static org.deconas.work.Events.trialId;

import java.time.Duration;
import java.util.List;
import org.deconas.schema.WorkClaimed;
import org.deconas.schema.WorkReleased;
import org.junit.jupiter.api.Test;

/** Which trainers there are, by what the log shows of them. */
class LedgerTrainersTest extends LedgerTest {

    @Test
    void trainersThatComeAndGoForEverAreForgotten() {
        // When: a trainer starts again and again, and others come once each
        for (int start = 0; start < 10_000; start++) {
            ledger.showsUp("always", "always/" + start);
            ledger.showsUp("once-" + start, "once-" + start + "/1");
        }

        // Then
        assertThat(ledger.instances()).isLessThan(5_000);
    }

    @Test
    void newProcessOfATrainerFreesWhatItsFormerOneHeld() {
        // Given
        fold(trial(0), trial(1), claim(ID, 1, "trainer-1", "before"));

        // When
        fold(claim(trialId(1), 1, "trainer-1", "now"));

        // Then
        assertThat(ledger.claimable()).containsExactly(TRIAL);
        assertThat(ledger.nextAttempt(TRIAL)).isEqualTo(2);
        assertThat(ledger.holder(new Piece(trial(1)))).isPresent();
    }

    @Test
    void ownFormerProcessIsKnownToBeDeadFromTheStart() {
        // Given
        fold(trial(0), claim(ID, 1, "trainer-1", "before"));

        // When
        ledger.showsUp("trainer-1", "now");

        // Then
        assertThat(ledger.claimable()).containsExactly(TRIAL);
    }

    @Test
    void processesThatWereSeenBeforeFreeNothing() {
        // Given
        fold(trial(0), trial(1), claim(ID, 1, "shared-name", "one"));
        fold(claim(trialId(1), 1, "shared-name", "other"));
        fold(claim(ID, 2, "shared-name", "one"));

        // When
        fold(claim(trialId(1), 1, "shared-name", "other"));

        // Then
        assertThat(ledger.claimable()).isEmpty();
    }

    @Test
    void namesFreeNothingWhileTheLogIsReadFromItsBeginning() {
        // Given
        WorkLedger reading = new WorkLedger(WorkRules.DEFAULT, () -> now);

        // When
        List.of(trial(0), trial(1), claim(ID, 1, "t", "now"), claim(trialId(1), 1, "t", "before"))
                .forEach(reading::fold);
        reading.observeAfresh();

        // Then
        assertThat(reading.claimable()).isEmpty();
    }

    @Test
    void trainersAreThoseThatWereSeenOfLateAndThisOne() {
        // Given
        fold(trial(0), trial(1), claim(ID, 1, "a"));
        passes(Duration.ofSeconds(4));

        // When
        fold(claim(trialId(1), 1, "b"));
        WorkLedger.Turn soon = ledger.turn("c");
        passes(Duration.ofSeconds(4));
        WorkLedger.Turn later = ledger.turn("b");

        // Then
        assertThat(soon).isEqualTo(new WorkLedger.Turn(2, 3));
        assertThat(later).isEqualTo(new WorkLedger.Turn(0, 1));
    }

    @Test
    void eachPieceIsDealtToOneOfTheTrainersThatSawTheSame() {
        // Given
        fold(trial(0), trial(1), claim(ID, 1, "a"), claim(trialId(1), 1, "b"));

        // When
        List<WorkLedger.Turn> turns = List.of(ledger.turn("a"), ledger.turn("b"));

        // Then
        for (int i = 0; i < 6; i++) {
            Piece piece = Piece.of(trial(i)).orElseThrow();
            assertThat(turns).filteredOn(turn -> turn.isFor(piece)).hasSize(1);
        }
    }

    @Test
    void trainerThatHandsOverIsNoLongerCounted() {
        // Given
        fold(trial(0), trial(1), claim(ID, 1, "a"), claim(trialId(1), 1, "b"));

        // When
        fold(new WorkReleased(Events.EXPERIMENT, ID, 1, "a", WorkReleased.Cause.HANDED_OVER, "the trainer stops"));

        // Then
        assertThat(ledger.turn("b")).isEqualTo(new WorkLedger.Turn(0, 1));
    }

    @Test
    void trainerThatStartsAgainIsCountedOnce() {
        // Given
        ledger.observeAfresh();
        fold(trial(0), trial(1));
        fold(new WorkClaimed(Events.EXPERIMENT, ID, 1, "left", "left-1"));

        // When
        fold(new WorkClaimed(Events.EXPERIMENT, trialId(1), 1, "left", "left-2"));

        // Then
        assertThat(ledger.turn("right")).isEqualTo(new WorkLedger.Turn(1, 2));
    }
}
