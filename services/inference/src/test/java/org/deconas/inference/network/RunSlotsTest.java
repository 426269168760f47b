package org.deconas.inference.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.deconas.serving.Turns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunSlotsTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final RunSlots slots = new RunSlots(1, 2);
    private final List<String> ran = new CopyOnWriteArrayList<>();

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void letsThemRunOneAfterAnotherInTheirOrder() throws Exception {
        // Given
        RunSlots.Place place = slots.enter();
        Turns.Turn running = slots.take();
        queue("a", 1);
        queue("b", 2);

        // When
        running.close();
        place.close();

        // Then
        await().untilAsserted(() -> assertThat(ran).containsExactly("a", "b"));
    }

    @Test
    void turnsAwayWhoComesWhenTooManyWait() throws Exception {
        // Given
        RunSlots.Place place = slots.enter();
        Turns.Turn running = slots.take();
        queue("a", 1);
        queue("b", 2);

        // When
        assertThatThrownBy(slots::enter)
                // Then
                .isInstanceOf(BusyException.class)
                .hasMessage("2 requests wait already; ask again later");
        running.close();
        place.close();
    }

    @Test
    void givesThePlaceOfOneWhoStopsWaitingToAnother() throws Exception {
        // Given
        RunSlots.Place place = slots.enter();
        Turns.Turn running = slots.take();
        queue("a", 1);
        queue("b", 2);

        // When
        threads.shutdownNow();
        await().until(() -> slots.waitingNow() == 0);
        running.close();
        place.close();

        // Then
        slots.enter().close();
        assertThat(ran).isEmpty();
    }

    @Test
    void turnThatDoesNotComeInTimeIsNone() throws Exception {
        // Given
        RunSlots.Place place = slots.enter();
        Turns.Turn running = slots.take();

        // When
        Optional<Turns.Turn> turn = slots.take(Duration.ofMillis(1));
        running.close();

        // Then
        assertThat(turn).isEmpty();
        assertThat(slots.take(Duration.ZERO)).isPresent();
        place.close();
    }

    @Test
    void letsOthersInBetweenTheTurnsOfOne() throws Exception {
        // Given
        RunSlots.Place place = slots.enter();
        Turns.Turn first = slots.take();
        queue("a", 1);

        // When
        first.close();
        slots.take().close();

        // Then
        assertThat(ran).containsExactly("a");
        place.close();
    }

    private void queue(String name, int waiting) {
        threads.submit(() -> {
            try (RunSlots.Place place = slots.enter();
                    Turns.Turn turn = slots.take()) {
                return ran.add(name);
            }
        });
        await().until(() -> slots.waitingNow() == waiting);
    }
}
