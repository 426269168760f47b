package org.deconas.work;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.deconas.schema.Event;
import org.deconas.schema.ExperimentEnded;
import org.deconas.schema.ExperimentPauseRequested;
import org.deconas.schema.ExperimentResumeRequested;
import org.deconas.schema.ExperimentStopRequested;
import org.deconas.schema.Pauses;
import org.deconas.schema.WorkClaimed;
import org.deconas.schema.WorkEvent;
import org.deconas.schema.WorkReleased;
import org.deconas.schema.WorkRenewed;

/**
 * Which work is open and who is at it, folded from the log: a pure state machine, which repeated records do not move. A piece is open
 * until its answer is in the log or its experiment is over. Records of different topics may come in any order; those that claim an
 * experiment's work come in the order of their partition.
 *
 * <p>When a claim has lapsed is judged by the observer's clock, so observers may differ for a while; who holds which attempt is not. Not
 * for several threads.
 */
public final class WorkLedger {

    /** How a claim that somebody made stands. */
    public enum ClaimState {
        /** The log does not show yet whether it holds. */
        AWAITED,
        /** It holds. */
        HELD,
        /** Somebody else was first, or has claimed a later attempt. */
        LOST,
        /** There is nothing to do any more: answered, or its experiment is over. */
        CLOSED
    }

    /** Who is at a piece of work. */
    public record Holder(int attempt, String trainer, String instance) {}

    /**
     * Where an instance stands among the trainers.
     *
     * @param place from 0
     * @param trainers how many there are, from 1
     */
    public record Turn(int place, int trainers) {

        /** Whether it is the one that claims a piece first: pieces are dealt by their numbers. */
        boolean isFor(Piece piece) {
            return piece.number() % trainers == place;
        }
    }

    /** How many trainers are remembered, and instances of each: whoever was gone that long ago does not come back. */
    private static final int TRAINERS = 4096;

    private static final int INSTANCES = 64;

    private final WorkRules rules;
    private final LongSupplier nanos;
    private final Map<String, Piece> open = new LinkedHashMap<>(); // by id, in log order
    private final Map<String, ExperimentClaims> running = new HashMap<>();
    private final Set<String> over = new HashSet<>();
    private final Map<String, Set<String>> instances = Newest.put(TRAINERS); // of each trainer, the newest of them
    private final Map<String, Long> seen = new HashMap<>(); // when an instance was seen last
    private long lateAnswers;
    private boolean live;

    /** What claims say of one experiment's work, the ids of what is answered, and whether it is paused. */
    private static final class ExperimentClaims {
        Pauses pauses = Pauses.NONE;
        final Map<String, Standing> standings = new HashMap<>();
        final Set<String> answered = new HashSet<>();
    }

    /**
     * @param nanos a clock that never goes back, in ns
     */
    public WorkLedger(WorkRules rules, LongSupplier nanos) {
        this.rules = rules;
        this.nanos = nanos;
    }

    /** Takes note of an event; those of no concern to work are passed over. */
    public void fold(Event event) {
        if (event instanceof ExperimentEnded || event instanceof ExperimentStopRequested) {
            close(event.experimentId());
        } else if (event instanceof ExperimentPauseRequested pause) {
            pause(event.experimentId(), pauses -> pauses.and(pause));
        } else if (event instanceof ExperimentResumeRequested resumption) {
            pause(event.experimentId(), pauses -> pauses.and(resumption));
        } else if (event instanceof WorkEvent claim) {
            fold(claim);
        } else {
            Piece.of(event).ifPresent(this::ask);
            Piece.answeredBy(event).ifPresent(id -> answer(event.experimentId(), id));
        }
    }

    private void close(String experimentId) {
        over.add(experimentId);
        running.remove(experimentId);
        open.values().removeIf(piece -> piece.experimentId().equals(experimentId));
    }

    private void pause(String experimentId, UnaryOperator<Pauses> change) {
        if (!over.contains(experimentId)) {
            ExperimentClaims claims = claimsOf(experimentId);
            claims.pauses = change.apply(claims.pauses);
        }
    }

    private void ask(Piece piece) {
        if (!isClosed(piece.experimentId(), piece.id())) {
            open.putIfAbsent(piece.id(), piece);
        }
    }

    private void answer(String experimentId, String id) {
        if (over.contains(experimentId)) {
            return;
        }
        if (claimsOf(experimentId).answered.add(id)) {
            open.remove(id);
            claimsOf(experimentId).standings.remove(id);
        } else if (live) {
            lateAnswers++;
        }
    }

    private void fold(WorkEvent event) {
        long now = nanos.getAsLong();
        seen.put(event.instance(), now);
        if (event instanceof WorkClaimed claim) {
            showsUp(claim.trainer(), claim.instance());
        }
        if (isClosed(event.experimentId(), event.workId())) {
            return;
        }
        Standing before = standing(event.experimentId(), event.workId());
        Standing after;
        if (event instanceof WorkClaimed claim) {
            after = before.claimed(claim, now);
        } else if (event instanceof WorkRenewed renewal) {
            after = before.renewed(renewal, now);
        } else {
            WorkReleased release = (WorkReleased) event;
            if (release.cause() == WorkReleased.Cause.HANDED_OVER) {
                seen.remove(release.instance());
            }
            after = before.released(release);
        }
        claimsOf(event.experimentId()).standings.put(event.workId(), after);
    }

    /**
     * A trainer runs as this process. One that was there before under its name is dead, so what that one held is free at once. While the log
     * is read from its beginning nothing follows: its partitions are not read in the order in which they were written.
     */
    public void showsUp(String trainer, String instance) {
        Set<String> known =
                instances.computeIfAbsent(trainer, name -> Collections.newSetFromMap(Newest.put(INSTANCES)));
        if (known.add(instance) && live) {
            known.stream().filter(other -> !other.equals(instance)).forEach(seen::remove);
            running.values()
                    .forEach(claims ->
                            claims.standings.replaceAll((id, standing) -> standing instanceof Standing.Held held
                                            && held.trainer().equals(trainer)
                                            && !held.instance().equals(instance)
                                    ? held.ended()
                                    : standing));
        }
    }

    /**
     * What was folded so far was old, or nothing could be seen for a while: from now on silence counts, and every claim gets a whole
     * lease.
     */
    public void observeAfresh() {
        live = true;
        seen.clear();
        long now = nanos.getAsLong();
        running.values()
                .forEach(claims -> claims.standings.replaceAll(
                        (id, standing) -> standing instanceof Standing.Held held ? held.seenAt(now) : standing));
    }

    /** Open work that may be claimed now, in log order: none of an experiment that is paused. */
    public List<Piece> claimable() {
        List<Piece> claimable = new ArrayList<>();
        for (Piece piece : open.values()) {
            if (standingNow(piece) instanceof Standing.Free free
                    && free.spent() < rules.attempts()
                    && !claimsOf(piece.experimentId()).pauses.isPaused()) {
                claimable.add(piece);
            }
        }
        return claimable;
    }

    /** The answers to open work that has been tried often enough: each says why it is given up. */
    public List<Event> hopeless() {
        List<Event> failures = new ArrayList<>();
        for (Piece piece : open.values()) {
            if (standingNow(piece) instanceof Standing.Free free && free.spent() >= rules.attempts()) {
                failures.add(piece.failure(free.reason(), free.spent()));
            }
        }
        return failures;
    }

    /** The attempt that the next claim of a piece is for. */
    public int nextAttempt(Piece piece) {
        return standing(piece.experimentId(), piece.id()).attempt() + 1;
    }

    /** How an instance's claim stands; its own lease never runs out by its own clock. */
    public ClaimState stateOf(Piece piece, int attempt, String instance) {
        if (isClosed(piece.experimentId(), piece.id())) {
            return ClaimState.CLOSED;
        }
        Standing standing = standing(piece.experimentId(), piece.id());
        if (standing.attempt() < attempt) {
            return ClaimState.AWAITED;
        }
        return standing instanceof Standing.Held held && held.isBy(attempt, instance)
                ? ClaimState.HELD
                : ClaimState.LOST;
    }

    /** Who is at a piece of open work now. */
    public Optional<Holder> holder(Piece piece) {
        return standingNow(piece) instanceof Standing.Held held
                ? Optional.of(new Holder(held.attempt(), held.trainer(), held.instance()))
                : Optional.empty();
    }

    /** All open work, in log order. */
    public List<Piece> open() {
        return List.copyOf(open.values());
    }

    /** The trainers that were seen within a lease's time, and this one, in an order that all who saw the same agree on. */
    public Turn turn(String self) {
        seen.values().removeIf(this::isLapsed);
        int before = 0;
        for (String instance : seen.keySet()) {
            if (instance.compareTo(self) < 0) {
                before++;
            }
        }
        return new Turn(before, seen.size() + (seen.containsKey(self) ? 0 : 1));
    }

    /** Answers to what was answered already, since the log was first read to its end. */
    public long lateAnswers() {
        return lateAnswers;
    }

    /** How many instances of trainers are remembered. */
    int instances() {
        return instances.values().stream().mapToInt(Set::size).sum();
    }

    private boolean isClosed(String experimentId, String id) {
        return over.contains(experimentId) || claimsOf(experimentId).answered.contains(id);
    }

    private ExperimentClaims claimsOf(String experimentId) {
        return running.computeIfAbsent(experimentId, id -> new ExperimentClaims());
    }

    private Standing standing(String experimentId, String id) {
        return claimsOf(experimentId).standings.getOrDefault(id, Standing.UNCLAIMED);
    }

    private Standing standingNow(Piece piece) {
        Standing standing = standing(piece.experimentId(), piece.id());
        return standing instanceof Standing.Held held && isLapsed(held.seen()) ? held.ended() : standing;
    }

    private boolean isLapsed(long since) {
        return nanos.getAsLong() - since > rules.lease().toNanos();
    }
}
