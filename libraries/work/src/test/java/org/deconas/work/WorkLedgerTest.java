package org.deconas.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.deconas.work.Events.claim;
import static org.deconas.work.Events.failure;
import static org.deconas.work.Events.renewal;
import static org.deconas.work.Events.reward;
import static org.deconas.work.Events.training;
import static org.deconas.work.Events.trial;
import static org.deconas.work.Events.weights;

import java.time.Duration;
import org.deconas.schema.ExperimentEnded;
import org.deconas.schema.ExperimentPauseRequested;
import org.deconas.schema.ExperimentResumeRequested;
import org.deconas.schema.ExperimentStopRequested;
import org.deconas.work.WorkLedger.ClaimState;
import org.junit.jupiter.api.Test;

/** Which work is open, and who holds it. */
class WorkLedgerTest extends LedgerTest {

    @Test
    void workIsOpenInLogOrderUntilItIsAnswered() {
        // Given
        fold(training(0), trial(0), trial(1));

        // When
        fold(weights(0), reward(1));

        // Then
        assertThat(ledger.open()).containsExactly(TRIAL);
        assertThat(ledger.claimable()).containsExactly(TRIAL);
    }

    @Test
    void workWhoseAnswerWasReadFirstIsNotOpen() {
        // When
        fold(reward(0), trial(0));

        // Then
        assertThat(ledger.open()).isEmpty();
        assertThat(ledger.stateOf(TRIAL, 1, "a")).isEqualTo(ClaimState.CLOSED);
    }

    @Test
    void workThatCannotBeDoneIsAnswered() {
        // Given
        fold(trial(0), training(0));

        // When
        fold(TRIAL.failure("no", 3), new Piece(training(0)).failure("no", 3));

        // Then
        assertThat(ledger.open()).isEmpty();
    }

    @Test
    void workOfAPausedExperimentIsOpenButNobodyMayClaimItUntilItIsResumed() {
        // Given
        fold(trial(0), trial(1), claim(ID, 1, "a"));

        // When
        fold(new ExperimentPauseRequested(Events.EXPERIMENT, 1));

        // Then
        assertThat(ledger.claimable()).isEmpty();
        assertThat(ledger.open()).hasSize(2);
        assertThat(ledger.stateOf(TRIAL, 1, "a")).isEqualTo(ClaimState.HELD);
        fold(new ExperimentResumeRequested(Events.EXPERIMENT, 1));
        assertThat(ledger.claimable()).containsExactly(new Piece(trial(1)));
    }

    @Test
    void workWhoseTrainerDiedDuringAPauseWaitsForItsEnd() {
        // Given
        fold(trial(0), claim(ID, 1, "a"), new ExperimentPauseRequested(Events.EXPERIMENT, 1));

        // When
        now += WorkRules.DEFAULT.lease().toNanos() + 1;

        // Then
        assertThat(ledger.claimable()).isEmpty();
        fold(new ExperimentResumeRequested(Events.EXPERIMENT, 1));
        assertThat(ledger.claimable()).containsExactly(TRIAL);
        assertThat(ledger.nextAttempt(TRIAL)).isEqualTo(2);
    }

    @Test
    void endOfAnExperimentClosesItsWorkForGood() {
        // Given
        fold(trial(0), claim(ID, 1, "a"));

        // When
        fold(ExperimentEnded.stopped(Events.EXPERIMENT));
        fold(trial(1));

        // Then
        assertThat(ledger.open()).isEmpty();
        assertThat(ledger.stateOf(TRIAL, 1, "a")).isEqualTo(ClaimState.CLOSED);
    }

    @Test
    void userWhoStopsAnExperimentClosesItsWork() {
        // Given
        fold(trial(0));

        // When
        fold(new ExperimentStopRequested(Events.EXPERIMENT));

        // Then
        assertThat(ledger.open()).isEmpty();
    }

    @Test
    void firstClaimInTheLogHolds() {
        // Given
        fold(trial(0));

        // When
        fold(claim(ID, 1, "a"), claim(ID, 1, "b"));

        // Then
        assertThat(ledger.stateOf(TRIAL, 1, "a")).isEqualTo(ClaimState.HELD);
        assertThat(ledger.stateOf(TRIAL, 1, "b")).isEqualTo(ClaimState.LOST);
        assertThat(ledger.claimable()).isEmpty();
    }

    @Test
    void claimThatTheLogDoesNotShowIsAwaited() {
        // When
        fold(trial(0));

        // Then
        assertThat(ledger.stateOf(TRIAL, ledger.nextAttempt(TRIAL), "a")).isEqualTo(ClaimState.AWAITED);
    }

    @Test
    void claimOfWorkThatIsReadLaterHolds() {
        // When
        fold(claim(ID, 1, "a"), trial(0));

        // Then
        assertThat(holder()).isEqualTo("a");
    }

    @Test
    void renewedClaimLasts() {
        // Given
        fold(trial(0), claim(ID, 1, "a"));

        // When
        passes(Duration.ofSeconds(5));
        fold(renewal(ID, 1, "a", 1));
        passes(Duration.ofSeconds(5));

        // Then
        assertThat(holder()).isEqualTo("a");
    }

    @Test
    void silentClaimLapsesAndTheNextIsForTheNextAttempt() {
        // Given
        fold(trial(0), claim(ID, 1, "a"));

        // When
        passes(Duration.ofSeconds(7));

        // Then
        assertThat(ledger.claimable()).containsExactly(TRIAL);
        assertThat(ledger.nextAttempt(TRIAL)).isEqualTo(2);
    }

    @Test
    void renewalByAnotherProcessDoesNotHelp() {
        // Given
        fold(trial(0), claim(ID, 1, "a"));

        // When
        passes(Duration.ofSeconds(5));
        fold(renewal(ID, 1, "b", 1), renewal(ID, 2, "a", 1));
        passes(Duration.ofSeconds(5));

        // Then
        assertThat(ledger.claimable()).containsExactly(TRIAL);
    }

    @Test
    void holderThatComesBackIsStillAtItWhenNobodyClaimedMeanwhile() {
        // Given
        fold(trial(0), claim(ID, 1, "a"));
        passes(Duration.ofSeconds(60));

        // When
        fold(renewal(ID, 1, "a", 1));

        // Then
        assertThat(holder()).isEqualTo("a");
    }

    @Test
    void holderThatComesBackHasLostToANewerClaim() {
        // Given
        fold(trial(0), claim(ID, 1, "a"));
        passes(Duration.ofSeconds(7));

        // When
        fold(claim(ID, 2, "b"), renewal(ID, 1, "a", 1), failure(ID, 1, "a"));

        // Then
        assertThat(ledger.stateOf(TRIAL, 1, "a")).isEqualTo(ClaimState.LOST);
        assertThat(holder()).isEqualTo("b");
    }

    @Test
    void claimsGetAWholeLeaseAfterNothingCouldBeSeen() {
        // Given
        fold(trial(0), claim(ID, 1, "a"));
        passes(Duration.ofMinutes(3));

        // When
        ledger.observeAfresh();
        passes(Duration.ofSeconds(5));

        // Then
        assertThat(holder()).isEqualTo("a");
    }

    @Test
    void lateAnswerChangesNothingAndIsCounted() {
        // Given
        fold(trial(0), reward(0));

        // When
        fold(TRIAL.failure("too late", 3));

        // Then
        assertThat(ledger.open()).isEmpty();
        assertThat(ledger.lateAnswers()).isEqualTo(1);
    }
}
