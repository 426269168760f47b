package org.deconas.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deconas.schema.Event;
import org.deconas.schema.ExperimentSettings;
import org.deconas.schema.PolicyUpdated;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.SearchStrategy;
import org.deconas.schema.TrialPurpose;
import org.deconas.search.settings.InvalidSettingsException;
import org.deconas.search.settings.SettingChanges;
import org.junit.jupiter.api.Test;

class ReplayTest {

    private static final ExperimentSettings SETTINGS = AnsweringStandIn.settings(1);
    private static final List<Event> LOG = WholeSearch.log(SETTINGS);

    @Test
    void logOfAFinishedSearchIsWhatFollowsFromItsAnswers() {
        // When
        Verification verification = Replay.of(LOG).verify();

        // Then: 2 learning rounds of 2 updates of 3 trials, 3 rounds of 5 steps, 4 candidates
        assertThat(verification.differences()).isEmpty();
        assertThat(verification.policies()).isEqualTo(new Verification.Share(5, 5));
        assertThat(verification.draws()).isEqualTo(new Verification.Share(12 + 15 + 4, 12 + 15 + 4));
        assertThat(verification.rewards()).isEqualTo(new Verification.Share(12 + 4, 12 + 4));
        assertThat(verification.winner()).isEqualTo(new Verification.Share(1, 1));
        assertThat(verification.summary()).startsWith("5 of 5 policy versions identical");
    }

    @Test
    void controlIsVerifiedToo() {
        // Given
        List<Event> log = WholeSearch.log(AnsweringStandIn.settings(1, SearchStrategy.RANDOM));

        // When
        Verification verification = Replay.of(log).verify();

        // Then
        assertThat(verification.differences()).isEmpty();
        assertThat(verification.draws().all()).isEqualTo(12 + 15 + 4);
    }

    @Test
    void orderAndRepetitionOfTheLogDoNotMatter() {
        for (int seed = 0; seed < 10; seed++) {
            // Given
            List<Event> shuffled = new ArrayList<>(LOG);
            shuffled.addAll(LOG);
            Collections.shuffle(shuffled, new Random(seed));

            // When
            Verification verification = Replay.of(shuffled).verify();

            // Then
            assertThat(verification).isEqualTo(Replay.of(LOG).verify());
        }
    }

    @Test
    void firstVersionThatAnAlteredRewardMovesIsNamed() {
        // Given: the least change that a double can have, in the first trial of the third update
        List<Event> altered = altered("e/r2/u0/t0", reward -> Math.nextUp(reward.reward()));

        // When
        Verification verification = Replay.of(altered).verify();

        // Then
        assertThat(verification.isIdentical()).isFalse();
        assertThat(verification.policies()).isEqualTo(new Verification.Share(3, 5));
        assertThat(verification.differences().get(0).where()).isEqualTo("e/r2/u0/t0");
        assertThat(verification.differences().get(1).where()).isEqualTo("policy version 3");
    }

    private static List<Event> altered(String trialId, java.util.function.ToDoubleFunction<RewardMeasured> newReward) {
        List<Event> altered = new ArrayList<>();
        for (Event event : LOG) {
            altered.add(
                    event instanceof RewardMeasured reward && reward.trialId().equals(trialId)
                            ? reward.withReward(newReward.applyAsDouble(reward))
                            : event);
        }
        return altered;
    }

    @Test
    void policyVersionWithoutItsRewardsDiffers() {
        // Given
        List<Event> cut = new ArrayList<>(LOG);
        cut.removeIf(event -> event instanceof RewardMeasured reward
                && reward.purpose() == TrialPurpose.REINFORCE
                && reward.round() == 2);

        // When
        Verification verification = Replay.of(cut).verify();

        // Then
        assertThat(verification.policies()).isEqualTo(new Verification.Share(3, 5));
        assertThat(verification.differences().get(0).toString())
                .contains("policy version 3", "not all trials before it have ended");
    }

    @Test
    void logWithoutItsRequestIsRefused() {
        assertThatThrownBy(() -> Replay.of(LOG.subList(1, LOG.size())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ExperimentRequested");
    }

    @Test
    void sameSettingsGiveThePolicyThatTheLogHas() {
        // When
        WhatIf whatIf = Replay.of(LOG).ask(SETTINGS);

        // Then
        assertThat(whatIf.changed()).isEmpty();
        assertThat(whatIf.versions()).hasSize(5).allMatch(WhatIf.Version::isSame);
        assertThat(whatIf.asked()).isEqualTo(whatIf.logged());
        // Sampled from the very policy that they move, so each counts in full
        assertThat(whatIf.versions().get(1).effectiveTrials()).isCloseTo(3, within(1e-9));
    }

    @Test
    void heavierPenaltyRecomputesRewardsAndLeavesThePolicyWithCheaperNetworks() throws InvalidSettingsException {
        // When
        WhatIf whatIf = Replay.of(LOG).ask(changed(Map.of("reward.penalty-weight", new TextNode("100"))));

        // Then
        assertThat(whatIf.changed()).containsExactly("reward.penalty-weight");
        assertThat(whatIf.versions().get(0).isSame()).isTrue();
        assertThat(whatIf.versions().subList(1, 5)).noneMatch(WhatIf.Version::isSame);
        assertThat(whatIf.versions().get(1).askedReward())
                .isLessThan(whatIf.versions().get(1).loggedReward());
        assertThat(whatIf.asked().meanPenalty()).isLessThan(whatIf.logged().meanPenalty());
        assertThat(whatIf.asked().bestTrial().penalty())
                .isLessThan(whatIf.logged().bestTrial().penalty());
    }

    @Test
    void settingsThatMeasurementsDependOnCannotBeAskedAbout() throws InvalidSettingsException {
        // Given
        ExperimentSettings other = changed(Map.of("search.trial-patches", new TextNode("7")));

        // When, then
        assertThatThrownBy(() -> Replay.of(LOG).ask(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("search.trial-patches");
    }

    private static ExperimentSettings changed(Map<String, ? extends JsonNode> changes) throws InvalidSettingsException {
        return SettingChanges.of(SETTINGS, Map.copyOf(changes));
    }

    @Test
    void policyVersionsOfTheLogAreNotWhatTheReplayGoesBy() {
        // Given: the log of a service that had published another third version
        List<Event> forged = new ArrayList<>(LOG);
        forged.replaceAll(event -> event instanceof PolicyUpdated policy && policy.version() == 3
                ? new PolicyUpdated(
                        policy.experimentId(),
                        policy.version(),
                        policy.round(),
                        policy.update(),
                        policy.appliedTrials(),
                        "0".repeat(64),
                        policy.snapshot(),
                        policy.baseline(),
                        policy.meanReward(),
                        policy.meanEntropy(),
                        policy.gradientNorm())
                : event);

        // When
        Verification verification = Replay.of(forged).verify();

        // Then
        assertThat(verification.policies()).isEqualTo(new Verification.Share(4, 5));
        assertThat(verification.differences()).singleElement().satisfies(difference -> {
            assertThat(difference.where()).isEqualTo("policy version 3");
            assertThat(difference.what()).isEqualTo("digest of the parameters");
        });
    }
}
