package org.deconas.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.deconas.schema.ArchitectureSampled;
import org.deconas.schema.Event;
import org.deconas.schema.ExperimentEnded;
import org.deconas.schema.ExperimentRequested;
import org.deconas.schema.ExperimentSettings;
import org.deconas.schema.ExperimentStopRequested;
import org.deconas.schema.NetworkTrainingRequested;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.SearchStrategy;
import org.deconas.schema.SharedTrainingRequested;
import org.deconas.schema.TrainingFailed;
import org.deconas.schema.TrainingStage;
import org.deconas.schema.TrialPurpose;
import org.junit.jupiter.api.Test;

class SearchFoldTest {

    private static final ExperimentSettings SETTINGS = AnsweringStandIn.settings(1);
    private static final Event REQUEST = new ExperimentRequested("e", "test", "tiny", SETTINGS, null);

    @Test
    void searchGoesThroughAllItsPhasesToAWinner() {
        // When
        List<Event> log = run(new ArrayList<>(), List.of(REQUEST), SETTINGS);

        // Then
        List<SharedTrainingRequested> training = AnsweringStandIn.ofKind(log, SharedTrainingRequested.class);
        assertThat(training)
                .hasSize(3)
                .allSatisfy(work -> assertThat(work.sequences()).hasSize(5));
        assertThat(training.get(0).fromWeights()).isEmpty();
        assertThat(training.get(2).fromWeights()).hasSize(1);

        List<ArchitectureSampled> trials = AnsweringStandIn.ofKind(log, ArchitectureSampled.class);
        assertThat(trials.stream().filter(trial -> trial.purpose() == TrialPurpose.REINFORCE))
                .hasSize(2 * 2 * 3);
        assertThat(trials.stream().filter(trial -> trial.purpose() == TrialPurpose.DERIVE))
                .hasSize(4);

        List<NetworkTrainingRequested> segments = AnsweringStandIn.ofKind(log, NetworkTrainingRequested.class);
        assertThat(segments.stream().filter(work -> work.stage() == TrainingStage.FINALIST))
                .hasSize(2);
        assertThat(segments.stream().filter(work -> work.stage() == TrainingStage.WINNER))
                .extracting(NetworkTrainingRequested::toStep)
                .containsExactly(20, 30, 35);
        assertThat(segments).filteredOn(NetworkTrainingRequested::export).hasSize(1);

        assertThat(AnsweringStandIn.last(log)).contains(ExperimentEnded.completed("e", "e-x2"));
    }

    @Test
    void everyTrialCarriesTheLogProbabilityUnderThePolicyThatItWasSampledFrom() {
        // Given
        AnsweringStandIn standIn = new AnsweringStandIn(SETTINGS);

        // When
        List<Event> log = run(new ArrayList<>(), List.of(REQUEST), SETTINGS);

        // Then
        List<org.deconas.schema.PolicyUpdated> policies =
                AnsweringStandIn.ofKind(log, org.deconas.schema.PolicyUpdated.class);
        for (ArchitectureSampled trial : AnsweringStandIn.ofKind(log, ArchitectureSampled.class)) {
            var policy = standIn.load(policies.stream()
                            .filter(update -> update.version() == trial.policyVersion())
                            .findFirst()
                            .orElseThrow()
                            .snapshot())
                    .policy();
            assertThat(trial.logProbability())
                    .isEqualTo(policy.score(AnsweringStandIn.architecture(trial.sequence()))
                            .logProbability());
        }
    }

    @Test
    void controlDrawsEveryBitWithEvenOddsAndDerivesItsBestTrials() {
        // Given
        ExperimentSettings control = AnsweringStandIn.settings(1, SearchStrategy.RANDOM);

        // When
        List<Event> log =
                run(new ArrayList<>(), List.of(new ExperimentRequested("e", "test", "tiny", control, null)), control);

        // Then
        List<ArchitectureSampled> trials = AnsweringStandIn.ofKind(log, ArchitectureSampled.class);
        int bits = AnsweringStandIn.architecture(trials.get(0).sequence()).bits().length;
        assertThat(trials).extracting(ArchitectureSampled::logProbability).containsOnly(-bits * Math.log(2));
        assertThat(sequences(trials, TrialPurpose.REINFORCE)).hasSizeGreaterThan(6);
        // The stand-in rewards every 1
        List<String> bestOfTheLastRound = AnsweringStandIn.ofKind(log, RewardMeasured.class).stream()
                .filter(reward -> reward.purpose() == TrialPurpose.REINFORCE && reward.round() == 2)
                .sorted(Comparator.comparingDouble(RewardMeasured::reward)
                        .reversed()
                        .thenComparing(RewardMeasured::trialId))
                .map(RewardMeasured::sequence)
                .distinct()
                .limit(4)
                .toList();
        assertThat(sequences(trials, TrialPurpose.DERIVE)).containsExactlyElementsOf(bestOfTheLastRound);
        assertThat(AnsweringStandIn.last(log)).contains(ExperimentEnded.completed("e", "e-x2"));
    }

    private static List<String> sequences(List<ArchitectureSampled> trials, TrialPurpose purpose) {
        return trials.stream()
                .filter(trial -> trial.purpose() == purpose)
                .map(ArchitectureSampled::sequence)
                .distinct()
                .toList();
    }

    @Test
    void finalistsAreTheBestCandidatesAndTheWinnerIsTheBestFinalist() {
        // When
        List<Event> log = run(new ArrayList<>(), List.of(REQUEST), SETTINGS);

        // Then: the stand-in's score of a finalist grows with its number as a candidate
        List<NetworkTrainingRequested> segments = AnsweringStandIn.ofKind(log, NetworkTrainingRequested.class);
        int winner = segments.stream()
                .filter(work -> work.stage() == TrainingStage.WINNER)
                .findFirst()
                .orElseThrow()
                .candidate();
        assertThat(winner)
                .isEqualTo(segments.stream()
                        .filter(work -> work.stage() == TrainingStage.FINALIST)
                        .mapToInt(NetworkTrainingRequested::candidate)
                        .max()
                        .orElseThrow());
    }

    @Test
    void searchThatIsInterruptedAnywhereEndsAsOneThatWasNot() {
        // Given
        List<Event> undisturbed = run(new ArrayList<>(), List.of(REQUEST), SETTINGS);
        for (int crash = 1; crash < undisturbed.size(); crash++) {
            List<Event> written = new ArrayList<>(undisturbed.subList(0, crash));

            // When: a new sampler reads what was written, and answers to it that are on their way still come
            List<Event> log = run(new ArrayList<>(written), answersMissingFrom(written), SETTINGS);

            // Then
            assertThat(log).as("crash after %d events", crash).containsExactlyInAnyOrderElementsOf(undisturbed);
        }
    }

    @Test
    void orderAndRepetitionOfWhatIsReadDoNotMatter() {
        // Given
        List<Event> undisturbed = run(new ArrayList<>(), List.of(REQUEST), SETTINGS);
        for (int seed = 0; seed < 20; seed++) {
            List<Event> shuffled = new ArrayList<>(undisturbed);
            shuffled.addAll(undisturbed);
            Collections.shuffle(shuffled, new Random(seed));
            shuffled.removeIf(ExperimentEnded.class::isInstance);
            SearchFold search = new SearchFold("e", new AnsweringStandIn(SETTINGS));

            // When
            shuffled.forEach(search::note);

            // Then: nothing is left to do but to say that it ended
            assertThat(search.due()).containsExactly(ExperimentEnded.completed("e", "e-x2"));
        }
    }

    @Test
    void workIsDealtToAllLanes() {
        // Given
        ExperimentSettings settings = AnsweringStandIn.settings(2);
        Event request = new ExperimentRequested("e", "test", "tiny", settings, null);

        // When
        List<Event> log = run(new ArrayList<>(), List.of(request), settings);

        // Then
        List<SharedTrainingRequested> training = AnsweringStandIn.ofKind(log, SharedTrainingRequested.class);
        assertThat(training).hasSize(6);
        assertThat(training).extracting(work -> work.sequences().size()).containsExactly(3, 2, 3, 2, 3, 2);
        assertThat(training).extracting(Event::key).contains("e", "e#1");
        assertThat(training.get(5).fromWeights()).hasSize(2);
        assertThat(AnsweringStandIn.last(log)).contains(ExperimentEnded.completed("e", "e-x2"));
    }

    @Test
    void stoppedSearchGivesOutNothingMore() {
        // Given
        SearchFold search = new SearchFold("e", new AnsweringStandIn(SETTINGS));
        search.note(REQUEST);

        // When
        search.note(new ExperimentStopRequested("e"));

        // Then
        assertThat(search.due()).containsExactly(ExperimentEnded.stopped("e"));
        assertThat(search.due()).isEmpty();
    }

    @Test
    void failedTrainingEndsTheExperimentWithItsReason() {
        // Given
        SearchFold search = new SearchFold("e", new AnsweringStandIn(SETTINGS));
        search.note(REQUEST);

        // When
        search.note(new TrainingFailed("e", "e/r0/train-0", "/images holds no image"));

        // Then
        assertThat(search.due()).containsExactly(ExperimentEnded.failed("e", "/images holds no image"));
    }

    /** Answers of the stand-in to what was written that were not written yet. */
    private static List<Event> answersMissingFrom(List<Event> written) {
        AnsweringStandIn standIn = new AnsweringStandIn(SETTINGS);
        List<Event> missing = new ArrayList<>();
        for (Event event : written) {
            for (Event answer : standIn.answer(event)) {
                if (!written.contains(answer)) {
                    missing.add(answer);
                }
            }
        }
        return missing;
    }

    /** Runs a search from a log that was read to its end, then with events that arrive, until nothing happens any more. */
    private static List<Event> run(List<Event> log, List<Event> arriving, ExperimentSettings settings) {
        AnsweringStandIn standIn = new AnsweringStandIn(settings);
        SearchFold search = new SearchFold("e", standIn);
        log.forEach(search::note);
        log.forEach(standIn::answer);
        Deque<Event> queue = new ArrayDeque<>(arriving);
        queue.addAll(search.due());
        while (!queue.isEmpty()) {
            Event event = queue.poll();
            log.add(event);
            search.note(event);
            queue.addAll(standIn.answer(event));
            queue.addAll(search.due());
        }
        assertThat(IntStream.range(0, log.size()).mapToObj(i -> log.get(i).eventId()))
                .doesNotHaveDuplicates();
        return log;
    }
}
