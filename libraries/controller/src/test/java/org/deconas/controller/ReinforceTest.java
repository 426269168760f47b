package org.deconas.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.SearchSpace;
import org.junit.jupiter.api.Test;

class ReinforceTest {

    private static final SearchSpace SMALL = new SearchSpace(2);
    private static final Architecture TARGET = Architecture.parse(SMALL, "1 0 1 0 1 1 0 0 1");

    @Test
    void policyFindsTheBestArchitectureOfAKnownRewardForEverySeed() {
        for (int seed = 0; seed < 20; seed++) {
            // Given
            Reinforce learner = learner(seed, new PolicyOptions(5e-3, 0.3, 0.9, 1, 0, 2));

            // When
            learner = play(learner, new SplittableRandom(1000 + seed), 200, 8);

            // Then
            Sample found = learner.policy().mostProbable();
            assertThat(found.architecture()).as("seed %d", seed).isEqualTo(TARGET);
            assertThat(Math.exp(found.logProbability())).as("seed %d", seed).isGreaterThan(0.3);
        }
    }

    @Test
    void squashOfTheLogitsKeepsThePolicyFromBecomingConfident() {
        // Given: the squash of the public code (method, section 7.2)
        Reinforce learner = learner(0, new PolicyOptions(5e-3, 0, 0.9, 1, 0.44, 2));

        // When
        learner = play(learner, new SplittableRandom(1000), 200, 8);

        // Then: no bit can be chosen with more than 1 / (1 + exp(-0.88)) = 0.7069
        for (double probability : learner.policy().bitProbabilities(TARGET)) {
            assertThat(probability).isBetween(1 - 0.707, 0.707);
        }
    }

    @Test
    void sameRewardsInTheSameOrderGiveTheSameParametersToTheBit() {
        // When
        Reinforce once = play(learner(7, PolicyOptions.PUBLISHED), new SplittableRandom(1), 20, 4);
        Reinforce again = play(learner(7, PolicyOptions.PUBLISHED), new SplittableRandom(1), 20, 4);

        // Then
        assertThat(PolicySnapshot.parametersSha256(once.policy()))
                .isEqualTo(PolicySnapshot.parametersSha256(again.policy()));
    }

    @Test
    void snapshotGoesOnExactlyWhereTheLearnerStopped() {
        // Given
        Reinforce learner = play(learner(7, PolicyOptions.PUBLISHED), new SplittableRandom(1), 5, 4);

        // When
        Reinforce restored = PolicySnapshot.read(PolicySnapshot.write(learner));

        // Then
        assertThat(restored.version()).isEqualTo(5);
        assertThat(restored.baseline()).isEqualTo(learner.baseline());
        assertThat(PolicySnapshot.parametersSha256(
                        play(restored, new SplittableRandom(2), 5, 4).policy()))
                .isEqualTo(PolicySnapshot.parametersSha256(
                        play(learner, new SplittableRandom(2), 5, 4).policy()));
    }

    @Test
    void bytesThatAreNoSnapshotAreRefused() {
        byte[] snapshot = PolicySnapshot.write(learner(0, PolicyOptions.PUBLISHED));
        assertThatIllegalArgumentException().isThrownBy(() -> PolicySnapshot.read(new byte[100]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PolicySnapshot.read(java.util.Arrays.copyOf(snapshot, snapshot.length - 1)));
    }

    @Test
    void baselineFollowsTheRewards() {
        // Given
        Reinforce learner = learner(0, new PolicyOptions(3e-4, 0, 0.9, 1, 0, 2));

        // When
        learner = learner.apply(List.of(trial(learner, 30))).state();
        double afterFirst = learner.baseline();
        learner = learner.apply(List.of(trial(learner, 40))).state();

        // Then
        assertThat(afterFirst).isEqualTo(30);
        assertThat(learner.baseline()).isCloseTo(0.9 * 30 + 0.1 * 40, within(1e-12));
    }

    @Test
    void rewardOfAnOlderPolicyIsWeighedByItsImportanceRatioUpToTheClip() {
        // Given: a learner with a baseline of 30
        PolicyOptions options = new PolicyOptions(3e-4, 0, 0.9, 1, 0, 2);
        Reinforce learner = learner(0, options);
        learner = learner.apply(List.of(trial(learner, 30))).state();
        double current = learner.policy().score(TARGET).logProbability();

        // When
        double onPolicy = gradientNorm(learner, current);
        double lessLikelyBefore = gradientNorm(learner, current - Math.log(1.5));
        double muchLessLikelyBefore = gradientNorm(learner, current - Math.log(50));
        double moreLikelyBefore = gradientNorm(learner, current + Math.log(4));

        // Then
        assertThat(lessLikelyBefore / onPolicy).isCloseTo(1.5, within(1e-9));
        assertThat(muchLessLikelyBefore / onPolicy).isCloseTo(2, within(1e-9));
        assertThat(moreLikelyBefore / onPolicy).isCloseTo(0.25, within(1e-9));
    }

    @Test
    void updateWithoutAnyMeasuredTrialOnlyCounts() {
        // Given
        Reinforce learner = learner(0, PolicyOptions.PUBLISHED);

        // When
        Reinforce after = learner.apply(List.of()).state();

        // Then
        assertThat(after.version()).isEqualTo(1);
        assertThat(after.policy()).isEqualTo(learner.policy());
    }

    private static double gradientNorm(Reinforce learner, double logProbability) {
        return learner.apply(List.of(new MeasuredTrial(TARGET, logProbability, 31)))
                .gradientNorm();
    }

    private static MeasuredTrial trial(Reinforce learner, double reward) {
        return new MeasuredTrial(TARGET, learner.policy().score(TARGET).logProbability(), reward);
    }

    private static Reinforce learner(long seed, PolicyOptions options) {
        return Reinforce.startingFrom(Policy.initial(SMALL, options, new SplittableRandom(seed)));
    }

    /** A bandit whose reward is the number of bits that equal the target's. */
    private static Reinforce play(Reinforce start, RandomGenerator random, int updates, int trialsPerUpdate) {
        Reinforce learner = start;
        for (int update = 0; update < updates; update++) {
            List<MeasuredTrial> trials = new ArrayList<>();
            for (int i = 0; i < trialsPerUpdate; i++) {
                Sample sample = learner.policy().sample(random);
                trials.add(new MeasuredTrial(
                        sample.architecture(), sample.logProbability(), equalBits(sample.architecture())));
            }
            learner = learner.apply(trials).state();
        }
        return learner;
    }

    private static int equalBits(Architecture architecture) {
        int equal = 0;
        for (int bit = 0; bit < SMALL.bits(); bit++) {
            equal += architecture.bits()[bit] == TARGET.bits()[bit] ? 1 : 0;
        }
        return equal;
    }
}
