package org.deconas.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.deconas.controller.Bandit.play;

import java.util.SplittableRandom;
import org.deconas.controller.PolicyOptions.Baseline;
import org.deconas.controller.PolicyOptions.Heads;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.SearchSpace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether the policy finds the best architecture of a reward that is known. */
class BanditTest {

    private static final SearchSpace NINE_BITS = new SearchSpace(2);
    private static final Architecture BEST = Architecture.parse(NINE_BITS, "1 0 1 0 1 1 0 0 1");

    @Test
    void policyFindsTheBestArchitectureWithin40UpdatesForEverySeed() {
        for (int seed = 0; seed < 20; seed++) {
            // Given
            Reinforce learner = learner(NINE_BITS, seed, learning(Heads.OF_EACH_STEP, 0));

            // When
            learner = play(learner, BEST, new SplittableRandom(1000 + seed), 40, 8);

            // Then
            Sample found = learner.policy().mostProbable();
            assertThat(found.architecture()).as("seed %d", seed).isEqualTo(BEST);
            assertThat(Math.exp(found.logProbability())).as("seed %d", seed).isGreaterThan(0.5);
        }
    }

    @Test
    void policyFindsTheFeaturesWorthFusingToo() {
        // Given
        SearchSpace space = SearchSpace.withFusion(2, 2);
        Architecture best = Architecture.parse(space, "1 0 1 0 1 1 0 0 1 0 1 1 0");
        Reinforce learner = learner(space, 0, learning(Heads.OF_EACH_STEP, 0));

        // When
        learner = play(learner, best, new SplittableRandom(1000), 60, 8);

        // Then
        assertThat(learner.policy().mostProbable().architecture()).isEqualTo(best);
    }

    @ParameterizedTest
    @EnumSource(Heads.class)
    void squashTo44HundredthsKeepsThePolicyFromSettling(Heads heads) {
        // Given: the squash of the public code (method, section 7.2)
        Reinforce learner = learner(NINE_BITS, 0, learning(heads, 0.44));

        // When
        learner = play(learner, BEST, new SplittableRandom(1000), 60, 8);

        // Then: no bit can be chosen with more than 1 / (1 + exp(-0.88)), the best architecture not more often than 1
        // in 22 times
        for (double probability : learner.policy().bitProbabilities(BEST)) {
            assertThat(probability).isBetween(1 - 0.707, 0.707);
        }
        assertThat(Policies.probability(learner.policy(), BEST)).isLessThan(Math.pow(0.707, NINE_BITS.bits()));
    }

    /** Why the policy settles too early when all steps share their heads: what one step learns, all steps do. */
    @Test
    void sharedHeadsMoveTheLogitsOfAllStepsTogetherAndHeadsOfEachStepDoNot() {
        assertThat(shareOfCommonMovement(Heads.SHARED)).isGreaterThan(0.9);
        assertThat(shareOfCommonMovement(Heads.OF_EACH_STEP)).isLessThan(0.6);
    }

    /**
     * Of the squared movement of all logits in the first update of a fresh policy: the part that a head makes at all steps alike; about
     * 1/10 over ten steps when they move independently.
     */
    private static double shareOfCommonMovement(Heads heads) {
        // Given
        SearchSpace space = new SearchSpace(4);
        boolean[] alternating = new boolean[space.bits()];
        for (int bit = 0; bit < alternating.length; bit++) {
            alternating[bit] = bit / Layout.PAIR_BITS % 2 == 0;
        }
        Architecture best = Architecture.of(space, alternating);
        Reinforce learner = learner(space, 0, learning(heads, 0));

        // When
        Reinforce after = play(learner, best, new SplittableRandom(1000), 1, 8);

        // Then
        double[] before = learner.policy().bitProbabilities(best);
        double[] now = after.policy().bitProbabilities(best);
        int steps = space.bits() / Layout.PAIR_BITS;
        double[] byHead = new double[Layout.PAIR_BITS];
        double all = 0;
        for (int bit = 0; bit < before.length; bit++) {
            double movement = logit(now[bit]) - logit(before[bit]);
            byHead[bit % Layout.PAIR_BITS] += movement;
            all += movement * movement;
        }
        double common = 0;
        for (double sum : byHead) {
            common += sum * sum / steps;
        }
        return common / all;
    }

    private static double logit(double probability) {
        return Math.log(probability / (1 - probability));
    }

    private static PolicyOptions learning(Heads heads, double tanhConstant) {
        return new PolicyOptions(5e-3, 0.05, 0.9, 1, tanhConstant, 2, heads, Baseline.LEAVE_ONE_OUT, true);
    }

    private static Reinforce learner(SearchSpace space, long seed, PolicyOptions options) {
        return Reinforce.startingFrom(Policy.initial(space, options, new SplittableRandom(seed)));
    }
}
