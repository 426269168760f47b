package org.deconas.inference.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class JobLifeTest {

    private static final Instant EXPIRES = Instant.parse("2026-01-02T03:04:05Z");
    private static final JobResult RESULT = new JobResult(10, 4, 2, Duration.ofMillis(7));

    @Test
    void jobThatRunsToItsEndIsDoneAndThenExpires() {
        // When
        JobLife.Done done = JobLife.Waiting.NEW.begun().advanced(0.5).done(RESULT, EXPIRES);
        JobLife.Expired expired = done.expired(EXPIRES.plusSeconds(1));

        // Then
        assertThat(done.result()).isEqualTo(RESULT);
        assertThat(done.expires()).isEqualTo(EXPIRES);
        assertThat(expired.expires()).isEqualTo(EXPIRES.plusSeconds(1));
    }

    @Test
    void progressNeverGoesBackAndEndsAtTheWhole() {
        // When
        JobLife.Running running =
                JobLife.Waiting.NEW.begun().advanced(0.5).advanced(0.25).advanced(1 + 1e-15);

        // Then
        assertThat(JobLife.Waiting.NEW.begun().advanced(0.5).advanced(0.25).progress())
                .isEqualTo(0.5);
        assertThat(running.progress()).isEqualTo(1);
    }

    @Test
    void jobWhoseServiceEndsWhileItRunsBeginsAnewTwice() {
        // Given
        JobLife.Running first = JobLife.Waiting.NEW.begun().advanced(0.9);

        // When
        JobLife.Running second = ((JobLife.Waiting) first.interrupted(EXPIRES)).begun();
        JobLife.Running third = ((JobLife.Waiting) second.interrupted(EXPIRES)).begun();
        JobLife end = third.interrupted(EXPIRES);

        // Then
        assertThat(second).isEqualTo(new JobLife.Running(2, 0));
        assertThat(third).isEqualTo(new JobLife.Running(3, 0));
        assertThat(end)
                .isEqualTo(new JobLife.Failed(
                        new JobFailure(500, "It was begun 3 times, and each time the service ended before it was done"),
                        EXPIRES));
    }

    @Test
    void stopInOrderIsNoAttempt() {
        // Given
        JobLife.Running running = new JobLife.Running(3, 0.5);

        // When
        JobLife.Running again = running.givenBack().begun();

        // Then
        assertThat(again).isEqualTo(new JobLife.Running(3, 0));
    }

    @Test
    void fourthAttemptIsNone() {
        assertThatThrownBy(() -> new JobLife.Waiting(3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new JobLife.Running(4, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void failureHasAReason() {
        assertThatThrownBy(() -> new JobFailure(500, " "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("blank");
    }
}
