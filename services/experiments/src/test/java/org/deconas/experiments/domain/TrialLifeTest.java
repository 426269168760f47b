package org.deconas.experiments.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.deconas.experiments.domain.TrialLife.Applied;
import org.deconas.experiments.domain.TrialLife.Failed;
import org.deconas.experiments.domain.TrialLife.Measured;
import org.deconas.experiments.domain.TrialLife.Sampled;
import org.deconas.experiments.domain.TrialLife.Superseded;
import org.deconas.schema.TrialPurpose;
import org.junit.jupiter.api.Test;

class TrialLifeTest {

    /** Something that happens to a trial. */
    private record Happening(String name, UnaryOperator<TrialLife> change) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final Measurement REWARD = new Measurement(TrialPurpose.REINFORCE, 30.2, 0.4, 30);
    private static final Measurement OTHER_REWARD = new Measurement(TrialPurpose.REINFORCE, 20.2, 0.4, 20);
    private static final Measurement CANDIDATE = new Measurement(TrialPurpose.DERIVE, 31.2, 0.4, 31);

    private static final Happening SAMPLED = new Happening("sampled", life -> life);
    private static final Happening MEASURED = measured(REWARD);
    private static final Happening MEASURED_AGAIN = measured(OTHER_REWARD);
    private static final Happening FAILED = new Happening("failed", life -> life.failed("out of memory"));
    private static final Happening APPLIED = new Happening("applied", life -> life.applied(3));
    private static final Happening ENDED = new Happening("ended", TrialLife::experimentEnded);

    @Test
    void appliedTrialIsTheSameInAllOrdersOfItsTopics() {
        // Given
        List<List<Happening>> topics =
                List.of(List.of(SAMPLED), List.of(MEASURED, MEASURED_AGAIN, FAILED), List.of(APPLIED), List.of(ENDED));
        // When
        Set<TrialLife> ends = endsOfAllOrders(topics);
        // Then
        assertThat(ends).containsExactly(new Applied(3, Optional.of(REWARD)));
    }

    @Test
    void failedTrialIsTheSameInAllOrdersOfItsTopics() {
        // Given
        List<List<Happening>> topics =
                List.of(List.of(SAMPLED), List.of(FAILED, MEASURED, FAILED), List.of(APPLIED), List.of(ENDED));
        // When
        Set<TrialLife> ends = endsOfAllOrders(topics);
        // Then
        assertThat(ends).containsExactly(new Failed("out of memory"));
    }

    @Test
    void supersededTrialIsTheSameInAllOrdersOfItsTopics() {
        // Given
        List<List<Happening>> topics =
                List.of(List.of(SAMPLED), List.of(MEASURED, MEASURED_AGAIN, FAILED), List.of(ENDED, ENDED));
        // When
        Set<TrialLife> ends = endsOfAllOrders(topics);
        // Then
        assertThat(ends).containsExactly(new Superseded(Optional.of(REWARD)));
    }

    @Test
    void candidateForTheWinnerEndsAsMeasuredInAllOrdersOfItsTopics() {
        // Given
        List<List<Happening>> topics = List.of(List.of(SAMPLED), List.of(measured(CANDIDATE)), List.of(ENDED));
        // When
        Set<TrialLife> ends = endsOfAllOrders(topics);
        // Then
        assertThat(ends).containsExactly(new Measured(CANDIDATE));
    }

    @Test
    void trialWithoutAnAnswerIsSupersededByTheEnd() {
        // When
        TrialLife life = new Sampled().experimentEnded();
        // Then
        assertThat(life).isEqualTo(new Superseded(Optional.empty()));
    }

    @Test
    void lateRewardOfASupersededTrialLeavesItSuperseded() {
        // Given
        TrialLife superseded = new Superseded(Optional.empty());
        // When
        TrialLife life = superseded.measured(REWARD);
        // Then
        assertThat(life.state()).isEqualTo(TrialState.SUPERSEDED);
    }

    @Test
    void appliedTrialWhoseRewardComesLaterIsFilledByIt() {
        // Given
        TrialLife applied = new Sampled().applied(3);
        // When
        TrialLife life = applied.measured(REWARD);
        // Then
        assertThat(applied.measurement()).isEmpty();
        assertThat(life).isEqualTo(new Applied(3, Optional.of(REWARD)));
    }

    @Property
    void whateverHappensAgainChangesNothing(
            @ForAll("histories") List<Happening> history, @ForAll("happenings") Happening last) {
        // Given
        TrialLife life = last.change().apply(lived(history));
        // When
        TrialLife again = last.change().apply(life);
        // Then
        assertThat(again).isEqualTo(life);
    }

    @Property
    void anyHistoryIsTheSameHoweverItsTopicsAreMixed(@ForAll("topicsOfATrial") List<List<Happening>> topics) {
        // When
        Set<TrialLife> ends = endsOfAllOrders(topics);
        // Then
        assertThat(ends).hasSize(1);
    }

    @Provide
    Arbitrary<Happening> happenings() {
        return Arbitraries.of(SAMPLED, MEASURED, MEASURED_AGAIN, measured(CANDIDATE), FAILED, APPLIED, ENDED);
    }

    @Provide
    Arbitrary<List<Happening>> histories() {
        return happenings().list().ofMaxSize(8);
    }

    @Provide
    Arbitrary<List<List<Happening>>> topicsOfATrial() {
        Arbitrary<List<Happening>> rewards = Arbitraries.of(MEASURED, MEASURED_AGAIN, measured(CANDIDATE), FAILED)
                .list()
                .ofMaxSize(3);
        Arbitrary<List<Happening>> policies = Arbitraries.of(APPLIED).list().ofMaxSize(2);
        Arbitrary<List<Happening>> experiments = Arbitraries.of(ENDED).list().ofMaxSize(2);
        return Combinators.combine(rewards, policies, experiments)
                .as((first, second, third) -> List.of(List.of(SAMPLED), first, second, third));
    }

    private static Happening measured(Measurement measurement) {
        return new Happening("measured " + measurement.reward(), life -> life.measured(measurement));
    }

    private static TrialLife lived(List<Happening> history) {
        TrialLife life = new Sampled();
        for (Happening happening : history) {
            life = happening.change().apply(life);
        }
        return life;
    }

    private static Set<TrialLife> endsOfAllOrders(List<List<Happening>> topics) {
        Set<TrialLife> ends = new HashSet<>();
        orders(topics).forEach(order -> ends.add(lived(order)));
        return ends;
    }

    /** All ways to mix the topics that keep the order of each. */
    private static List<List<Happening>> orders(List<List<Happening>> topics) {
        if (topics.stream().allMatch(List::isEmpty)) {
            return List.of(List.of());
        }
        List<List<Happening>> orders = new ArrayList<>();
        for (int first = 0; first < topics.size(); first++) {
            if (topics.get(first).isEmpty()) {
                continue;
            }
            List<List<Happening>> rest = new ArrayList<>(topics);
            Happening happening = rest.get(first).get(0);
            rest.set(first, rest.get(first).subList(1, rest.get(first).size()));
            for (List<Happening> order : orders(rest)) {
                List<Happening> whole = new ArrayList<>(List.of(happening));
                whole.addAll(order);
                orders.add(whole);
            }
        }
        return orders;
    }
}
