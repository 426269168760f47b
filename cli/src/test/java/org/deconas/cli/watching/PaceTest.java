package org.deconas.cli.watching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.deconas.cli.watching.Workload.Part;
import org.deconas.search.WholeSearch;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Workload work = new Workload(WholeSearch.settings());
    private final Pace pace = new Pace();

    @Test
    void nothingIsKnownBeforeAnythingIsDone() {
        // When
        pace.look(START, work, Part.SHARED, true);

        // Then
        assertThat(pace.left(work, Duration.ofSeconds(30))).isEmpty();
    }

    @Test
    void pastIsTakenAsTheMeasureUntilSomethingWasWatched() {
        // Given
        work.done(Part.SHARED, 15);
        double done = work.fraction();

        // When
        Duration left = pace.left(work, Duration.ofSeconds(60)).orElseThrow();

        // Then
        assertThat(left.toMillis() / 1e3).isCloseTo(60 * (1 - done) / done, within(0.01));
    }

    @Test
    void watchedPartTakesWhatItTook() {
        // Given: what the stream tells in its first seconds is the past, and counts for nothing
        work.done(Part.SHARED, 15);
        work.done(Part.TRIALS, 12);
        work.done(Part.CANDIDATES, 4);
        work.done(Part.FINALISTS, work.total(Part.FINALISTS));
        pace.look(START, work, Part.WINNER, true);

        // When: a step in 2 seconds
        long steps = work.total(Part.WINNER);
        for (int step = 0; step < steps - 1; step++) {
            work.done(Part.WINNER, step);
            pace.look(START.plusSeconds(10 + 2L * step), work, Part.WINNER, true);
        }

        // Then: two of them are left
        assertThat(pace.left(work, Duration.ofHours(1))).contains(Duration.ofSeconds(4));
    }

    @Test
    void pauseIsNoPartOfThePace() {
        // Given
        for (Part part : Part.values()) {
            work.done(part, part == Part.WINNER ? 0 : work.total(part));
        }
        pace.look(START, work, Part.WINNER, true);
        pace.look(START.plusSeconds(10), work, Part.WINNER, true);
        work.done(Part.WINNER, 1);
        pace.look(START.plusSeconds(16), work, Part.WINNER, true);

        // When
        pace.look(START.plusSeconds(17), work, Part.WINNER, false);
        pace.look(START.plusSeconds(3600), work, Part.WINNER, true);

        // Then
        assertThat(pace.left(work, Duration.ofHours(1)))
                .contains(Duration.ofSeconds(6 * (work.total(Part.WINNER) - 1)));
    }

    @Test
    void whatHappenedWhileTheConnectionWasAwayIsNoPace() {
        // Given: a step in 6 seconds
        for (Part part : Part.values()) {
            work.done(part, part == Part.WINNER ? 0 : work.total(part));
        }
        long steps = work.total(Part.WINNER);
        pace.look(START, work, Part.WINNER, true);
        pace.look(START.plusSeconds(10), work, Part.WINNER, true);
        work.done(Part.WINNER, 1);
        pace.look(START.plusSeconds(16), work, Part.WINNER, true);
        pace.look(START.plusSeconds(17), work, Part.WINNER, false);

        // When: it is connected again, and told of all other steps but the last at once
        pace.look(START.plusSeconds(100), work, Part.WINNER, true);
        work.done(Part.WINNER, steps - 1);
        pace.look(START.plusSeconds(101), work, Part.WINNER, true);

        // Then
        assertThat(steps).isGreaterThan(2);
        assertThat(pace.left(work, Duration.ofHours(1))).contains(Duration.ofSeconds(6));
    }
}
