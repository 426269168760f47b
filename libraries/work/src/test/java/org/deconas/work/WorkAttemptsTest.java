package org.deconas.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.deconas.work.Events.claim;
import static org.deconas.work.Events.failure;
import static org.deconas.work.Events.handOver;
import static org.deconas.work.Events.training;
import static org.deconas.work.Events.trainingId;
import static org.deconas.work.Events.trial;
import static org.deconas.work.Events.trialId;

import java.time.Duration;
import java.util.List;
import org.deconas.schema.Event;
import org.deconas.schema.TrainingFailed;
import org.deconas.schema.TrialFailed;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How often work is tried, and what becomes of it then. */
class WorkAttemptsTest {

    private static final Piece TRIAL = new Piece(trial(0));
    private static final String ID = trialId(0);

    private long now;
    private final WorkLedger ledger = new WorkLedger(WorkRules.DEFAULT, () -> now);

    @BeforeEach
    void logHasBeenReadToItsEnd() {
        ledger.observeAfresh();
    }

    @Test
    void workIsGivenUpAfterThreeFailures() {
        // Given
        fold(trial(0), training(0));

        // When
        for (int attempt = 1; attempt <= 3; attempt++) {
            fold(claim(ID, attempt, "a"), failure(ID, attempt, "a"));
            fold(claim(trainingId(0), attempt, "b"), failure(trainingId(0), attempt, "b"));
        }

        // Then
        assertThat(ledger.claimable()).isEmpty();
        TrialFailed trialFailed = (TrialFailed) ledger.hopeless().get(0);
        assertThat(trialFailed.attempts()).isEqualTo(3);
        assertThat(trialFailed.reason()).isEqualTo("failed: the images are gone");
        TrainingFailed trainingFailed = (TrainingFailed) ledger.hopeless().get(1);
        assertThat(trainingFailed.reason()).isEqualTo("failed: the images are gone");
    }

    @Test
    void workIsGivenUpAfterThreeDeaths() {
        // Given
        fold(trial(0));

        // When
        for (int attempt = 1; attempt <= 3; attempt++) {
            fold(claim(ID, attempt, "a"));
            passes(Duration.ofSeconds(7));
        }

        // Then
        assertThat(ledger.claimable()).isEmpty();
        assertThat(ledger.hopeless()).singleElement().isEqualTo(TRIAL.failure("stale: its trainers died, 3 times", 3));
    }

    @Test
    void workThatIsHandedOverIsNotHeldAgainstIt() {
        // Given
        fold(trial(0));

        // When
        for (int attempt = 1; attempt <= 10; attempt++) {
            fold(claim(ID, attempt, "a"), handOver(ID, attempt, "a"));
        }

        // Then
        assertThat(ledger.hopeless()).isEmpty();
        assertThat(ledger.claimable()).containsExactly(TRIAL);
        assertThat(ledger.nextAttempt(TRIAL)).isEqualTo(11);
    }

    private void fold(Event... events) {
        List.of(events).forEach(ledger::fold);
    }

    private void passes(Duration time) {
        now += time.toNanos();
    }
}
