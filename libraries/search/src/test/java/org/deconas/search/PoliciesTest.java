package org.deconas.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.deconas.controller.Sample;
import org.deconas.schema.Event;
import org.deconas.schema.ExperimentEnded;
import org.deconas.schema.ExperimentRequested;
import org.deconas.schema.ExperimentSettings;
import org.deconas.schema.NetworkPrecision;
import org.deconas.schema.PolicyBaseline;
import org.deconas.schema.PolicyUpdated;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.SearchStrategy;
import org.deconas.schema.Seeds;
import org.deconas.schema.TrialFailed;
import org.deconas.schema.TrialPurpose;
import org.junit.jupiter.api.Test;

class PoliciesTest {

    private static final int WARM_UP_ROUNDS = 1;
    private static final int UPDATES = 2;
    private static final int TRIALS = 3;
    private static final Event REQUEST = request(SearchStrategy.REINFORCE);

    private final PoliciesInMemory store = new PoliciesInMemory();

    @Test
    void firstVersionFollowsFromTheSeed() {
        // When
        PolicyUpdated first = only(newFold(List.of(REQUEST)).due());
        PolicyUpdated again = only(newFold(List.of(REQUEST)).due());

        // Then
        assertThat(first.version()).isZero();
        assertThat(again.parametersSha256()).isEqualTo(first.parametersSha256());
    }

    @Test
    void policyWaitsForAllTrialsOfAnUpdateAndThenAppliesThemOnce() {
        // Given
        Policies fold = newFold(List.of(REQUEST));
        PolicyUpdated first = only(fold.due());
        List<RewardMeasured> rewards = rewards(first, 0);

        // When
        fold.fold(rewards.get(0));
        fold.fold(rewards.get(1));
        List<Event> early = fold.due();
        fold.fold(rewards.get(1));
        List<Event> afterARepetition = fold.due();
        fold.fold(rewards.get(2));
        PolicyUpdated second = only(fold.due());
        fold.fold(rewards.get(2));

        // Then
        assertThat(early).isEmpty();
        assertThat(afterARepetition).isEmpty();
        assertThat(second.version()).isEqualTo(1);
        assertThat(second.appliedTrials()).containsExactly("e/r1/u0/t0", "e/r1/u0/t1", "e/r1/u0/t2");
        assertThat(second.parametersSha256()).isNotEqualTo(first.parametersSha256());
        assertThat(fold.due()).isEmpty();
    }

    @Test
    void controlCountsItsRewardsAndLearnsNothing() {
        // Given
        Policies fold = newFold(List.of(request(SearchStrategy.RANDOM)));
        PolicyUpdated first = only(fold.due());
        List<RewardMeasured> rewards = rewards(first, 0);

        // When
        rewards.forEach(fold::fold);
        PolicyUpdated second = only(fold.due());

        // Then
        assertThat(second.version()).isEqualTo(1);
        assertThat(second.appliedTrials()).hasSize(TRIALS);
        assertThat(second.parametersSha256()).isEqualTo(first.parametersSha256());
        assertThat(second.meanReward())
                .isEqualTo(rewards.stream()
                        .mapToDouble(RewardMeasured::reward)
                        .average()
                        .orElseThrow());
    }

    private static Event request(SearchStrategy strategy) {
        return new ExperimentRequested(
                "e",
                "test",
                "tiny",
                new ExperimentSettings(
                        7,
                        new ExperimentSettings.Network(8, 1, 2, 2, true, false, NetworkPrecision.FLOAT32),
                        new ExperimentSettings.Data("/images", null, 0.1, 4, 16),
                        new ExperimentSettings.SharedTraining(2, 8, 1e-3, 1000),
                        new ExperimentSettings.Search(strategy, 4, 5, WARM_UP_ROUNDS, UPDATES, TRIALS, 2, 4, 2, 1),
                        new ExperimentSettings.Reward(1, 0.0, 0.0),
                        new ExperimentSettings.Policy(1e-2, 0, PolicyBaseline.MOVING_AVERAGE, 0.9, 1, 0, 2, null, null),
                        new ExperimentSettings.Training(10, 35, 10, 2, 8, 1e-3, 0.0, 0)),
                null);
    }

    @Test
    void orderOfTheTrialsOfAnUpdateDoesNotMatter() {
        // Given
        List<PolicyUpdated> inOrder = history(new Random(0), false);

        // When
        List<PolicyUpdated> shuffled = history(new Random(3), true);

        // Then
        assertThat(shuffled).isEqualTo(inOrder);
    }

    @Test
    void failedTrialEndsItsUpdateWithoutMovingThePolicy() {
        // Given
        Policies fold = newFold(List.of(REQUEST));
        List<RewardMeasured> rewards = rewards(only(fold.due()), 0);

        // When
        fold.fold(rewards.get(0));
        fold.fold(rewards.get(1));
        fold.fold(new TrialFailed("e", "e/r1/u0/t2", TrialPurpose.REINFORCE, 1, 0, 2, "out of memory", 2));
        PolicyUpdated update = only(fold.due());

        // Then
        assertThat(update.appliedTrials()).containsExactly("e/r1/u0/t0", "e/r1/u0/t1");
    }

    @Test
    void newStartGoesOnFromTheLogWithTheSameParameters() {
        // Given
        List<PolicyUpdated> undisturbed = history(new Random(0), false);
        List<Event> log = new ArrayList<>(List.of(REQUEST));
        for (PolicyUpdated version : undisturbed) {
            log.add(version);
            log.addAll(rewards(version, (int) version.version()));
        }
        for (int crash = 1; crash <= log.size(); crash++) {
            // When: a new service reads the log so far, then the rest of the rewards
            List<PolicyUpdated> published = new ArrayList<>();
            log.subList(0, crash).forEach(event -> {
                if (event instanceof PolicyUpdated version) {
                    published.add(version);
                }
            });
            Policies fold = newFold(log.subList(0, crash));
            fold.due().forEach(event -> published.add((PolicyUpdated) event));
            for (Event event : log.subList(crash, log.size())) {
                if (event instanceof RewardMeasured) {
                    fold.fold(event);
                    fold.due().forEach(due -> published.add((PolicyUpdated) due));
                }
            }

            // Then
            assertThat(published.subList(0, undisturbed.size()))
                    .as("crash after %d events", crash)
                    .isEqualTo(undisturbed);
        }
    }

    @Test
    void experimentThatIsOverIsForgotten() {
        // Given
        Policies fold = newFold(List.of(REQUEST));

        // When
        fold.fold(ExperimentEnded.stopped("e"));

        // Then
        assertThat(fold.due()).isEmpty();
    }

    /** The first five versions, each from rewards of trials that are sampled from the one before. */
    private List<PolicyUpdated> history(Random random, boolean shuffle) {
        Policies fold = newFold(List.of(REQUEST));
        List<PolicyUpdated> versions = new ArrayList<>(List.of(only(fold.due())));
        while (versions.size() < 5) {
            PolicyUpdated last = versions.get(versions.size() - 1);
            List<RewardMeasured> rewards = new ArrayList<>(rewards(last, (int) last.version()));
            if (shuffle) {
                Collections.shuffle(rewards, random);
            }
            rewards.forEach(fold::fold);
            versions.add(only(fold.due()));
        }
        return versions;
    }

    private List<RewardMeasured> rewards(PolicyUpdated version, int update) {
        List<RewardMeasured> rewards = new ArrayList<>();
        int round = WARM_UP_ROUNDS + update / UPDATES;
        for (int index = 0; index < TRIALS; index++) {
            Sample sample = store.load(version.snapshot()).policy().sample(Seeds.stream(1, "trial", update, index));
            double reward = 30
                    + sample.architecture()
                            .sequence()
                            .chars()
                            .filter(c -> c == '1')
                            .count();
            rewards.add(new RewardMeasured(
                    "e",
                    "e/r" + round + "/u" + update % UPDATES + "/t" + index,
                    TrialPurpose.REINFORCE,
                    round,
                    update % UPDATES,
                    index,
                    sample.architecture().sequence(),
                    version.version(),
                    sample.logProbability(),
                    reward,
                    0.5,
                    reward));
        }
        return rewards;
    }

    private Policies newFold(List<Event> log) {
        Policies fold = new Policies(store);
        log.forEach(fold::fold);
        return fold;
    }

    private static PolicyUpdated only(List<Event> events) {
        assertThat(events).hasSize(1);
        return (PolicyUpdated) events.get(0);
    }
}
