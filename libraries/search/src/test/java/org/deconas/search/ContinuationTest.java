package org.deconas.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deconas.schema.ArchitectureSampled;
import org.deconas.schema.Event;
import org.deconas.schema.ExperimentEnded;
import org.deconas.schema.ExperimentSettings;
import org.deconas.schema.ModelTrained;
import org.deconas.schema.NetworkTrainingRequested;
import org.deconas.schema.PolicyUpdated;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.SharedTrainingRequested;
import org.deconas.search.Continuation.Cut;
import org.deconas.search.Continuation.Logged;
import org.deconas.search.settings.InvalidSettingsException;
import org.deconas.search.settings.SettingChanges;
import org.junit.jupiter.api.Test;

class ContinuationTest {

    private static final ExperimentSettings SETTINGS = AnsweringStandIn.settings(1);
    private static final List<Event> LOG = WholeSearch.log(SETTINGS);

    @Test
    void searchThatGoesOnFromAnyPositionEndsAsTheOther() {
        for (int position = 1; position <= LOG.size(); position++) {
            // When
            Continuation continuation = from(Cut.after(position), SETTINGS);
            List<Event> log = WholeSearch.log(beginning(continuation), SETTINGS);

            // Then
            assertThat(digests(log)).as("from position %d", position).isEqualTo(digests(LOG));
            assertThat(winner(log)).isEqualTo(winner(LOG));
            assertThat(log.get(log.size() - 1)).isEqualTo(ExperimentEnded.completed("f", "f-x2"));
            assertThat(Replay.of(log).verify().differences()).isEmpty();
        }
    }

    @Test
    void workThatWasAnsweredIsNotGivenOutAgain() {
        // When
        Continuation continuation = from(Cut.beforeRound(2), SETTINGS);
        List<Event> log = WholeSearch.log(beginning(continuation), SETTINGS);

        // Then: the last of three rounds is left, of 5 steps and 2 updates of 3 trials, then 4 candidates
        assertThat(WholeSearch.ofKind(log, SharedTrainingRequested.class))
                .extracting(SharedTrainingRequested::round)
                .containsExactly(2);
        assertThat(WholeSearch.ofKind(log, ArchitectureSampled.class)).hasSize(2 * 3 + 4);
        assertThat(WholeSearch.ofKind(log, RewardMeasured.class)).hasSize(4 * 3 + 4);
    }

    @Test
    void answersThatComeAfterTheRequestAreWaitedFor() {
        // Given
        Continuation continuation = from(Cut.beforeRound(2), SETTINGS);
        for (int seed = 0; seed < 10; seed++) {
            List<Event> shuffled = beginning(continuation);
            Collections.shuffle(shuffled, new Random(seed));

            // When
            List<Event> log = WholeSearch.log(shuffled, SETTINGS);

            // Then
            assertThat(WholeSearch.ofKind(log, SharedTrainingRequested.class)).hasSize(1);
            assertThat(digests(log)).isEqualTo(digests(LOG));
        }
    }

    @Test
    void otherPenaltyRevaluesWhatWasMeasuredAndSearchesOnWithIt() throws InvalidSettingsException {
        // Given
        ExperimentSettings heavier = changed("reward.penalty-weight", "100");

        // When
        Continuation continuation = from(Cut.beforeRound(2), heavier);
        List<Event> log = WholeSearch.log(beginning(continuation), heavier);

        // Then
        assertThat(digests(log).subList(0, 3))
                .isEqualTo(Replay.of(LOG).ask(heavier).versions().stream()
                        .limit(3)
                        .map(version -> digestOf(LOG, version, log))
                        .toList());
        assertThat(digests(log).subList(1, 5)).doesNotContainAnyElementsOf(digests(LOG));
        assertThat(Replay.of(log).verify().differences()).isEmpty();
    }

    private static String digestOf(List<Event> other, WhatIf.Version version, List<Event> log) {
        return (version.isSame() ? digests(other) : digests(log)).get((int) version.version());
    }

    @Test
    void longerTrainingGoesOnFromTheLastCheckpoint() throws InvalidSettingsException {
        // Given
        ExperimentSettings longer = changed("training.steps", "60");

        // When
        Continuation continuation = from(Cut.after(LOG.size()), longer);
        List<Event> log = WholeSearch.log(beginning(continuation), longer);

        // Then: the other one stood at step 35
        assertThat(WholeSearch.ofKind(log, NetworkTrainingRequested.class))
                .extracting(NetworkTrainingRequested::fromStep)
                .containsExactly(35, 40, 50);
    }

    @Test
    void settingsThatAnswersDependOnCannotChange() throws InvalidSettingsException {
        for (String key : List.of("network.filters", "search.trials-per-update", "seed")) {
            // Given
            ExperimentSettings other = changed(key, "16");

            // When, then
            assertThatThrownBy(() -> from(Cut.beforeRound(1), other))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(key);
        }
    }

    @Test
    void pointThatTheLogDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> from(Cut.beforeRound(4), SETTINGS)).hasMessageContaining("rounds 0 to 2");
        assertThatThrownBy(() -> from(Cut.after(1_000_000), SETTINGS)).hasMessageContaining("positions 1 to");
    }

    private static Continuation from(Cut cut, ExperimentSettings settings) {
        List<Logged> log = new ArrayList<>();
        for (Event event : LOG) {
            log.add(new Logged(log.size() + 1, event));
        }
        return Continuation.of("f", "continued", log, cut, settings);
    }

    private static List<Event> beginning(Continuation continuation) {
        List<Event> events = new ArrayList<>(continuation.answers());
        events.add(continuation.request());
        return events;
    }

    private static ExperimentSettings changed(String key, String value) throws InvalidSettingsException {
        return SettingChanges.of(SETTINGS, Map.of(key, new TextNode(value)));
    }

    private static List<String> digests(List<Event> log) {
        return WholeSearch.ofKind(log, PolicyUpdated.class).stream()
                .map(PolicyUpdated::parametersSha256)
                .toList();
    }

    private static String winner(List<Event> log) {
        return WholeSearch.ofKind(log, ModelTrained.class).get(0).sequence();
    }
}
