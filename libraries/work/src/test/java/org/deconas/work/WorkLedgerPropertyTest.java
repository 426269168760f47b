package org.deconas.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.deconas.schema.Event;
import org.deconas.schema.Topic;
import org.deconas.schema.WorkClaimed;

/** Whatever trainers write, and in whatever order an observer reads the topics of the log. */
class WorkLedgerPropertyTest {

    private static final int PIECES = 3;
    private static final List<String> TRAINERS = List.of("a", "b", "c");

    private final List<Piece> pieces =
            IntStream.range(0, PIECES).mapToObj(i -> new Piece(Events.trial(i))).toList();

    @Property(tries = 300)
    void anyReaderOfTheLogKnowsTheSameOpenWorkAndHolders(@ForAll Random random) {
        // Given
        List<Event> log = anyLog(random);
        WorkLedger one = ledger();
        log.forEach(one::fold);

        // When
        WorkLedger other = ledger();
        readByTopics(log, random).forEach(other::fold);

        // Then
        assertThat(other.open()).containsExactlyInAnyOrderElementsOf(one.open());
        for (Piece piece : one.open()) {
            assertThat(other.holder(piece)).isEqualTo(one.holder(piece));
            assertThat(other.nextAttempt(piece)).isEqualTo(one.nextAttempt(piece));
        }
        assertThat(other.claimable()).containsExactlyInAnyOrderElementsOf(one.claimable());
        assertThat(other.hopeless()).containsExactlyInAnyOrderElementsOf(one.hopeless());
    }

    @Property(tries = 300)
    void attemptIsHeldByOneProcessAtMostWhateverFollows(@ForAll Random random) {
        // Given
        WorkLedger ledger = ledger();
        Map<String, String> holders = new HashMap<>();

        // When
        for (Event event : anyLog(random)) {
            ledger.fold(event);
            for (Piece piece : ledger.open()) {
                ledger.holder(piece)
                        .ifPresent(holder -> holders.merge(
                                piece.id() + " attempt " + holder.attempt(), holder.instance(), (before, now) -> {
                                    // Then
                                    assertThat(now).isEqualTo(before);
                                    return now;
                                }));
            }
        }
    }

    @Property(tries = 200)
    void workIsAnsweredOrGivenUpHoweverItsTrainersEnd(@ForAll Random random) {
        // Given
        long[] now = {0};
        WorkLedger ledger = new WorkLedger(WorkRules.DEFAULT, () -> now[0]);
        ledger.observeAfresh();
        pieces.forEach(piece -> ledger.fold(piece.request()));
        Map<String, Integer> attempts = new HashMap<>();

        // When: whatever may be claimed is claimed, and its trainer dies or fails
        while (!ledger.claimable().isEmpty()) {
            Piece piece =
                    ledger.claimable().get(random.nextInt(ledger.claimable().size()));
            int attempt = ledger.nextAttempt(piece);
            String trainer = any(TRAINERS, random);
            ledger.fold(Events.claim(piece.id(), attempt, trainer));
            attempts.merge(piece.id(), 1, Integer::sum);
            if (random.nextBoolean()) {
                now[0] += WorkRules.DEFAULT.lease().toNanos() + 1;
            } else {
                ledger.fold(Events.failure(piece.id(), attempt, trainer));
            }
        }

        // Then
        assertThat(ledger.hopeless()).hasSize(PIECES);
        assertThat(attempts.values()).containsOnly(WorkRules.DEFAULT.attempts());
    }

    private static WorkLedger ledger() {
        WorkLedger ledger = new WorkLedger(WorkRules.DEFAULT, () -> 0);
        ledger.observeAfresh();
        return ledger;
    }

    /** Records of trainers that claim, renew, release and answer as they like, right or wrong. */
    private List<Event> anyLog(Random random) {
        List<Event> log = new ArrayList<>();
        pieces.forEach(piece -> log.add(piece.request()));
        int records = random.nextInt(40);
        for (int i = 0; i < records; i++) {
            String id = any(pieces, random).id();
            String trainer = any(TRAINERS, random);
            int attempt = 1 + random.nextInt(4);
            log.add(
                    switch (random.nextInt(10)) {
                        case 0 -> Events.reward(random.nextInt(PIECES));
                        case 1, 2 -> Events.failure(id, attempt, trainer);
                        case 3 -> Events.handOver(id, attempt, trainer);
                        case 4 -> Events.renewal(id, attempt, trainer, 1 + i);
                        default -> Events.claim(id, attempt, trainer);
                    });
        }
        return log;
    }

    /** The same records: each topic in its order, topics interleaved anyhow, and any of what was read read again. */
    private static List<Event> readByTopics(List<Event> log, Random random) {
        Map<Topic, Deque<Event>> topics = new HashMap<>();
        log.forEach(event -> topics.computeIfAbsent(event.topic(), topic -> new ArrayDeque<>())
                .add(event));
        List<Event> read = new ArrayList<>();
        Set<Event> firstClaims = new HashSet<>();
        while (!topics.isEmpty()) {
            Topic topic = any(List.copyOf(topics.keySet()), random);
            Event event = topics.get(topic).remove();
            read.add(event);
            if (topics.get(topic).isEmpty()) {
                topics.remove(topic);
            }
            if (event instanceof WorkClaimed) {
                firstClaims.add(event);
            }
            if (random.nextInt(4) == 0) {
                read.add(event); // written twice by its producer
            }
            if (random.nextInt(8) == 0 && !firstClaims.isEmpty()) {
                read.add(any(List.copyOf(firstClaims), random)); // a claim of long ago comes again
            }
        }
        return read;
    }

    private static <T> T any(List<T> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
