package org.deconas.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RunningProcessTest {

    @Test
    void processIsAliveUntilItIsTerminated() throws Exception {
        // Given
        RunningProcess sleeping =
                RunningProcess.of(new ProcessBuilder("sleep", "60").start().toHandle());
        boolean before = sleeping.alive();

        // When
        sleeping.askToEnd();
        boolean ended = sleeping.awaitEnd(Duration.ofSeconds(5));

        // Then
        assertThat(before).isTrue();
        assertThat(ended).isTrue();
        assertThat(sleeping.alive()).isFalse();
    }

    @Test
    void reusedProcessNumberIsNotTakenForTheProcessOfBefore() {
        // Given
        RunningProcess now = RunningProcess.of(ProcessHandle.current());
        RunningProcess before = new RunningProcess(now.pid(), now.started().minus(Duration.ofMinutes(5)));

        // When
        before.askToEnd();
        boolean ended = before.kill(Duration.ofSeconds(1));

        // Then
        assertThat(before.alive()).isFalse();
        assertThat(ended).isTrue();
        assertThat(now.alive()).isTrue();
    }
}
