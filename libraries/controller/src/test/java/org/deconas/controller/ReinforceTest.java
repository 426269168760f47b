package org.deconas.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.deconas.controller.Bandit.play;
import static org.deconas.controller.Policies.options;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.deconas.controller.PolicyOptions.Baseline;
import org.deconas.controller.PolicyOptions.Heads;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.SearchSpace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReinforceTest {

    private static final SearchSpace SMALL = new SearchSpace(2);
    private static final Architecture TARGET = Architecture.parse(SMALL, "1 0 1 0 1 1 0 0 1");
    private static final Architecture OTHER = Architecture.parse(SMALL, "0 0 1 1 1 0 0 1 1");

    @Test
    void sameRewardsInTheSameOrderGiveTheSameParametersOnEveryMachine() {
        Reinforce learner = play(learner(7, PolicyOptions.PUBLISHED), TARGET, new SplittableRandom(1), 20, 4);
        assertThat(PolicySnapshot.parametersSha256(learner.policy()))
                .isEqualTo("7bc8394c616c106158de0137c7bfc71fa941e24b57fd19d6e93d116d316edd07");
    }

    @ParameterizedTest
    @EnumSource(Heads.class)
    void sameSeedGivesTheSameParametersWithFusionToo(Heads heads) {
        // Given
        SearchSpace space = SearchSpace.withFusion(1, 3);
        Architecture best = Architecture.parse(space, "1 0 1 1 0 0 1");
        PolicyOptions options = options(heads, Baseline.LEAVE_ONE_OUT);

        // When
        List<String> digests = IntStream.of(7, 7, 8)
                .mapToObj(seed -> Reinforce.startingFrom(Policy.initial(space, options, new SplittableRandom(seed))))
                .map(learner -> play(learner, best, new SplittableRandom(1), 5, 4))
                .map(learner -> PolicySnapshot.parametersSha256(learner.policy()))
                .toList();

        // Then
        assertThat(digests.get(1)).isEqualTo(digests.get(0)).isNotEqualTo(digests.get(2));
    }

    @Test
    void movingAverageFollowsTheRewards() {
        // Given
        Reinforce learner = learner(0, options(Heads.SHARED, Baseline.MOVING_AVERAGE));

        // When
        learner = learner.apply(List.of(trial(learner, TARGET, 30))).state();
        double afterFirst = learner.baseline();
        learner = learner.apply(List.of(trial(learner, TARGET, 40))).state();

        // Then
        assertThat(afterFirst).isEqualTo(30);
        assertThat(learner.baseline()).isCloseTo(0.9 * 30 + 0.1 * 40, within(1e-12));
    }

    @Test
    void leaveOneOutComparesATrialWithTheMeanOfTheOthers() {
        // Given
        Reinforce learner = learner(0, options(Heads.SHARED, Baseline.LEAVE_ONE_OUT));

        // When
        double[] gradient =
                gradient(learner, trial(learner, TARGET, 33), trial(learner, OTHER, 30), trial(learner, OTHER, 31));

        // Then: 33 - 30.5 and (30 - 32) + (31 - 31.5), of three trials
        double[] expected = new double[gradient.length];
        learner.policy().rollout(TARGET).backward(2.5 / 3, 0, expected);
        learner.policy().rollout(OTHER).backward(-2.5 / 3, 0, expected);
        assertThat(gradient).containsExactly(expected, within(1e-9));
        assertThat(Arrays.stream(expected).map(Math::abs).max().orElseThrow()).isGreaterThan(0.1);
    }

    @Test
    void rewardWithoutAnyOtherToBeComparedWithTeachesNothing() {
        // Given
        Reinforce learner = learner(0, options(Heads.SHARED, Baseline.LEAVE_ONE_OUT));

        // When
        PolicyUpdate update = learner.apply(List.of(trial(learner, TARGET, 33)));

        // Then
        assertThat(update.gradientNorm()).isZero();
        assertThat(update.state().version()).isEqualTo(1);
        assertThat(update.state().policy()).isEqualTo(learner.policy());
    }

    @Test
    void normalisedAdvantagesForgetTheScaleOfTheRewards() {
        // Given
        Reinforce learner =
                learner(0, new PolicyOptions(3e-4, 0.1, 0.9, 1, 0, 2, Heads.SHARED, Baseline.LEAVE_ONE_OUT, true));

        // When
        double[] tenths = gradient(learner, trial(learner, TARGET, 30.1), trial(learner, OTHER, 30));
        double[] tens = gradient(learner, trial(learner, TARGET, 40), trial(learner, OTHER, 30));
        double[] equal = gradient(learner, trial(learner, TARGET, 30), trial(learner, OTHER, 30));

        // Then: two rewards are 1 deviation from their mean, 2 from each other; equal ones leave the entropy bonus
        double[] expected = new double[tens.length];
        learner.policy().rollout(TARGET).backward(1, 0.05, expected);
        learner.policy().rollout(OTHER).backward(-1, 0.05, expected);
        double[] entropyOnly = new double[tens.length];
        learner.policy().rollout(TARGET).backward(0, 0.05, entropyOnly);
        learner.policy().rollout(OTHER).backward(0, 0.05, entropyOnly);
        assertThat(tenths).containsExactly(tens, within(1e-9));
        assertThat(tens).containsExactly(expected, within(1e-9));
        assertThat(equal).containsExactly(entropyOnly, within(1e-9));
    }

    @Test
    void smallDifferencesAfterLargeOnesStaySmall() {
        // Given: rewards that once lay 2 deviations apart
        PolicyOptions options = new PolicyOptions(3e-4, 0, 0.9, 1, 0, 2, Heads.SHARED, Baseline.LEAVE_ONE_OUT, true);
        Reinforce learner = learner(0, options);
        PolicyUpdate first = learner.apply(List.of(trial(learner, TARGET, 34), trial(learner, OTHER, 30)));

        // When: they lie a hundredth of that apart
        Reinforce after = first.state();
        PolicyUpdate second = after.apply(List.of(trial(after, TARGET, 30.04), trial(after, OTHER, 30)));

        // Then
        assertThat(second.gradientNorm() / first.gradientNorm()).isCloseTo(0.01, within(0.002));
    }

    @Test
    void rewardOfAnOlderPolicyIsWeighedByItsImportanceRatioUpToTheClip() {
        // Given: a learner with a baseline of 30
        Reinforce learner = learner(0, options(Heads.SHARED, Baseline.MOVING_AVERAGE));
        learner = learner.apply(List.of(trial(learner, TARGET, 30))).state();
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

    /** The gradient that a fresh learner's first update follows: Adam's first moment is a tenth of it. */
    private static double[] gradient(Reinforce fresh, MeasuredTrial... trials) {
        double[] moment = fresh.apply(List.of(trials)).state().firstMoment();
        return Arrays.stream(moment).map(m -> m / (1 - 0.9)).toArray();
    }

    private static MeasuredTrial trial(Reinforce learner, Architecture architecture, double reward) {
        return new MeasuredTrial(
                architecture, learner.policy().score(architecture).logProbability(), reward);
    }

    private static Reinforce learner(long seed, PolicyOptions options) {
        return Reinforce.startingFrom(Policy.initial(SMALL, options, new SplittableRandom(seed)));
    }
}
