package org.deconas.inference.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.deconas.serving.Turns;
import org.junit.jupiter.api.Test;

class PatientTurnsTest {

    private final RunSlots slots = new RunSlots(1, 0);
    private final RunSlots largeOnes = new RunSlots(1, 0);
    private final Waiter waiter = new Waiter();

    @Test
    void progressIsThatOfColourAndOpacityTogether() {
        // Given
        PatientTurns turns = turns(Optional.empty());
        Turns colour = turns.ofShare(0.5);
        Turns opacity = turns.ofShare(0.5);

        // When
        colour.seen(30, 60);
        colour.seen(30, 60);
        opacity.seen(60, 60);

        // Then
        assertThat(waiter.told).containsExactly(0.25, 0.5, 1.0);
    }

    @Test
    void whoHasGoneGetsNoTurnAndKeepsNoneFromOthers() {
        // Given
        PatientTurns turns = turns(Optional.empty());
        waiter.isGone = true;

        // When
        assertThatThrownBy(turns::take).isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> turns.takeOf(largeOnes)).isInstanceOf(CancellationException.class);

        // Then
        assertThat(slots.take(Duration.ZERO)).isPresent();
        assertThat(largeOnes.take(Duration.ZERO)).isPresent();
    }

    @Test
    void requestWhoseTimeIsOverIsToldToBecomeAJob() {
        // Given
        PatientTurns turns = turns(Optional.of(Duration.ZERO));

        // When
        assertThatThrownBy(turns::take)
                // Then
                .isInstanceOf(TooLongException.class)
                .hasMessageEndingWith("or POST it to /v1/jobs");
        assertThat(slots.take(Duration.ZERO)).isPresent();
    }

    @Test
    void largeRequestDoesNotWaitForeverForAnotherLargeImage() {
        // Given
        Turns.Turn other = largeOnes.take();
        PatientTurns turns = turns(Optional.of(Duration.ofMillis(5)));

        // When
        assertThatThrownBy(() -> turns.takeOf(largeOnes))
                // Then
                .isInstanceOf(TooLongException.class);
        other.close();
    }

    private PatientTurns turns(Optional<Duration> limit) {
        return new PatientTurns(slots, waiter, limit, new SimpleMeterRegistry());
    }

    private static final class Waiter implements Client {
        private final List<Double> told = new ArrayList<>();
        private boolean isGone;

        @Override
        public boolean isGone() {
            return isGone;
        }

        @Override
        public void told(double progress) {
            told.add(progress);
        }
    }
}
