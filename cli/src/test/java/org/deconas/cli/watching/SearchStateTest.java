package org.deconas.cli.watching;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.deconas.cli.watching.Workload.Part;
import org.deconas.schema.Event;
import org.deconas.schema.EventCodec;
import org.deconas.schema.ExperimentPauseRequested;
import org.deconas.schema.ExperimentResumeRequested;
import org.deconas.schema.PhaseStarted;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.SharedTrainingRequested;
import org.deconas.schema.TrainingProgressed;
import org.deconas.schema.TrialPurpose;
import org.deconas.search.WholeSearch;
import org.junit.jupiter.api.Test;

class SearchStateTest {

    private static final List<Event> LOG = WholeSearch.log("e", WholeSearch.settings());

    private final SearchState state = new SearchState();

    static void take(SearchState state, Event event) {
        JsonNode body = EventCodec.mapper().valueToTree(event);
        state.take(event.getClass().getSimpleName(), body);
    }

    @Test
    void wholeSearchIsDoneInEachOfItsParts() {
        // When
        LOG.forEach(event -> take(state, event));

        // Then: 3 rounds of 5 steps, 2 of them with 2 updates of 3 trials, 4 candidates
        Workload work = state.work().orElseThrow();
        assertThat(work.done(Part.SHARED)).isEqualTo(15);
        assertThat(work.done(Part.TRIALS)).isEqualTo(12);
        assertThat(work.done(Part.CANDIDATES)).isEqualTo(4);
        assertThat(work.fraction()).isEqualTo(1);
        assertThat(state.rewards()).hasSize(4);
        assertThat(state.ended()).isPresent();
        assertThat(state.where()).startsWith("completed: model e-x");
    }

    @Test
    void fractionNeverFalls() {
        double before = 0;
        for (Event event : LOG) {
            // When
            take(state, event);

            // Then
            double now = state.work().map(Workload::fraction).orElse(0.0);
            assertThat(now).isGreaterThanOrEqualTo(before);
            before = now;
        }
    }

    @Test
    void bestIsTheTrialOfTheHighestReward() {
        // Given
        RewardMeasured expected = null;
        for (Event event : LOG) {
            if (event instanceof RewardMeasured reward && reward.purpose() == TrialPurpose.DERIVE) {
                break;
            }
            if (event instanceof RewardMeasured reward && (expected == null || reward.reward() > expected.reward())) {
                expected = reward;
            }

            // When
            take(state, event);
        }

        // Then
        BestNetwork best = state.best().orElseThrow();
        assertThat(best.sequence()).isEqualTo(expected.sequence());
        assertThat(best.reward()).isEqualTo(expected.reward());
        assertThat(best.multiplyAdds()).isPositive();
    }

    @Test
    void trainerIsAtItUntilItsWorkIsAnswered() {
        // Given
        int request = indexOf(SharedTrainingRequested.class);
        SharedTrainingRequested work = (SharedTrainingRequested) LOG.get(request);
        LOG.subList(0, request + 1).forEach(event -> take(state, event));

        // When
        take(state, new TrainingProgressed("e", work.workId(), 2, 5, 0.25, 12.5, "anna", "CPU", 0.8));
        TrainerAtWork atWork = state.trainers().get("anna");
        long stepsMeanwhile = state.work().orElseThrow().done(Part.SHARED);
        LOG.subList(request + 1, LOG.size()).forEach(event -> take(state, event));

        // Then
        assertThat(stepsMeanwhile).isEqualTo(2);
        assertThat(atWork.training()).isTrue();
        assertThat(atWork.what()).isEqualTo("shared weights");
        assertThat(state.trainers().get("anna").training()).isFalse();
        assertThat(state.trainers().get("anna").stepsPerSecond()).isEqualTo(12.5);
    }

    @Test
    void pauseLastsUntilItIsResumed() {
        // Given
        take(state, LOG.get(0));

        // When
        take(state, new ExperimentPauseRequested("e", 1));
        boolean paused = state.isPaused();
        take(state, new ExperimentResumeRequested("e", 1));

        // Then
        assertThat(paused).isTrue();
        assertThat(state.isPaused()).isFalse();
        assertThat(state.lastLines(2))
                .containsExactly("paused: what runs is finished, then nothing is begun", "resumed");
    }

    @Test
    void resumptionThatIsReadBeforeItsPauseEndsItAllTheSame() {
        // Given
        take(state, LOG.get(0));

        // When: the stream keeps no order between the two
        take(state, new ExperimentResumeRequested("e", 1));
        take(state, new ExperimentPauseRequested("e", 1));

        // Then
        assertThat(state.isPaused()).isFalse();
    }

    @Test
    void eventsOfNewerServicesSayNothing() {
        // Given
        take(state, LOG.get(0));

        // When
        state.take("SomethingNew", EventCodec.mapper().createObjectNode());

        // Then
        assertThat(state.lastLines(1)).isEmpty();
    }

    @Test
    void partThatGaveLessThanPlannedIsOverWhenTheNextBegins() {
        // Given
        take(state, LOG.get(0));

        // When: no candidate was given at all
        take(state, new PhaseStarted("e", PhaseStarted.Phase.RETRAIN, 3, 3));

        // Then
        assertThat(state.work().orElseThrow().total(Part.CANDIDATES)).isZero();
        assertThat(state.part()).isEqualTo(Part.FINALISTS);
    }

    private static int indexOf(Class<? extends Event> kind) {
        for (int i = 0; i < LOG.size(); i++) {
            if (kind.isInstance(LOG.get(i))) {
                return i;
            }
        }
        throw new IllegalArgumentException("no " + kind);
    }
}
