package org.deconas.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deconas.schema.Event;
import org.deconas.schema.ExperimentEnded;
import org.deconas.schema.ExperimentPauseRequested;
import org.deconas.schema.ExperimentRequested;
import org.deconas.schema.ExperimentResumeRequested;
import org.deconas.schema.ExperimentSettings;
import org.deconas.schema.Pauses;
import org.junit.jupiter.api.Test;

class PausedSearchTest {

    private static final ExperimentSettings SETTINGS = WholeSearch.settings();
    private static final Event REQUEST = new ExperimentRequested("e", "test", "quick", SETTINGS, null);
    private static final List<Event> UNDISTURBED = undisturbed();

    /** The last five: an answer, the last piece of work, its two answers, and the end, which a pause does not hold up. */
    private static final int BEFORE_THE_LAST_WORK = UNDISTURBED.size() - 5;

    @Test
    void searchThatIsPausedAnywhereEndsAsOneThatWasNot() {
        for (int point = 1; point < UNDISTURBED.size(); point++) {
            // Given
            Mesh mesh = new Mesh(Map.of(point, pause(1)));
            mesh.take(REQUEST);

            // When
            mesh.take(resume(1));

            // Then
            assertThat(mesh.searchOnly()).as("paused after %d events", point).isEqualTo(UNDISTURBED);
        }
    }

    @Test
    void pausedSearchGivesOutNothingAndNeitherDoesASamplerThatStartsMeanwhile() {
        for (int point = 1; point <= BEFORE_THE_LAST_WORK; point++) {
            // Given
            Mesh mesh = new Mesh(Map.of(point, pause(1)));

            // When
            mesh.take(REQUEST);

            // Then
            Searches restarted = new Searches(mesh.others);
            mesh.log.forEach(restarted::fold);
            assertThat(restarted.due()).as("paused after %d events", point).isEmpty();
            assertThat(mesh.givenWhilePaused)
                    .as("paused after %d events", point)
                    .isEmpty();
        }
    }

    @Test
    void searchMayBePausedAsOftenAsOneLikes() {
        for (int seed = 0; seed < 50; seed++) {
            // Given
            Random random = new Random(seed);
            int pauses = 1 + random.nextInt(5);
            int[] points = random.ints(1, BEFORE_THE_LAST_WORK - 5)
                    .distinct()
                    .limit(pauses)
                    .sorted()
                    .toArray();
            Mesh mesh = new Mesh(IntStream.range(0, pauses)
                    .boxed()
                    .collect(Collectors.toMap(i -> points[i] + 2 * i, i -> pause(i + 1))));
            mesh.take(REQUEST);

            // When
            for (int number = 1; number <= pauses; number++) {
                assertThat(mesh.isOver()).isFalse();
                mesh.take(resume(number));
            }

            // Then
            assertThat(mesh.searchOnly()).as("seed %d", seed).isEqualTo(UNDISTURBED);
        }
    }

    @Test
    void logOfASearchThatWasPausedIsVerifiedAsAnyOther() {
        // Given
        List<Event> log = new ArrayList<>(WholeSearch.log(SETTINGS));
        log.add(20, pause(1));
        log.add(21, resume(1));
        log.add(40, pause(2));
        log.add(45, resume(2));

        // When
        Verification verification = Replay.of(log).verify();

        // Then
        assertThat(verification.differences()).isEmpty();
        assertThat(verification).isEqualTo(Replay.of(WholeSearch.log(SETTINGS)).verify());
    }

    @Test
    void resumptionOfAnEarlierPauseThatComesAgainDoesNotEndALaterOne() {
        // Given
        Mesh mesh = new Mesh(Map.of(5, pause(1)));
        mesh.take(REQUEST);
        mesh.take(resume(1), pause(2));

        // When
        mesh.take(resume(1));

        // Then
        assertThat(mesh.isOver()).isFalse();
        assertThat(mesh.givenWhilePaused).isEmpty();
    }

    private static List<Event> undisturbed() {
        Mesh mesh = new Mesh(Map.of());
        mesh.take(REQUEST);
        return mesh.log;
    }

    private static ExperimentPauseRequested pause(int number) {
        return new ExperimentPauseRequested("e", number);
    }

    private static ExperimentResumeRequested resume(int number) {
        return new ExperimentResumeRequested("e", number);
    }

    /** The real sampler, a stand-in for trainers and policy, and pauses that come when the log has so many events. */
    private static final class Mesh {
        private final AnsweringStandIn others = new AnsweringStandIn(SETTINGS);
        private final Searches searches = new Searches(others);
        private final List<Event> log = new ArrayList<>();
        private final List<Event> givenWhilePaused = new ArrayList<>();
        private final Map<Integer, ExperimentPauseRequested> timetable;
        private Pauses pauses = Pauses.NONE;

        Mesh(Map<Integer, ExperimentPauseRequested> timetable) {
            this.timetable = timetable;
        }

        /** Runs until nothing happens any more. */
        void take(Event... events) {
            Deque<Event> queue = new ArrayDeque<>(List.of(events));
            while (!queue.isEmpty()) {
                write(queue.poll(), queue);
                if (timetable.containsKey(log.size())) {
                    write(timetable.get(log.size()), queue);
                }
            }
        }

        private void write(Event event, Deque<Event> queue) {
            log.add(event);
            if (event instanceof ExperimentPauseRequested pause) {
                pauses = pauses.and(pause);
            } else if (event instanceof ExperimentResumeRequested resumption) {
                pauses = pauses.and(resumption);
            }
            searches.fold(event);
            queue.addAll(others.answer(event));
            List<Event> due = searches.due();
            queue.addAll(due);
            if (pauses.isPaused()) {
                givenWhilePaused.addAll(due);
            }
        }

        boolean isOver() {
            return log.stream().anyMatch(ExperimentEnded.class::isInstance);
        }

        List<Event> searchOnly() {
            return log.stream()
                    .filter(event -> !(event instanceof ExperimentPauseRequested)
                            && !(event instanceof ExperimentResumeRequested))
                    .toList();
        }
    }
}
