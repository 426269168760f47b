package org.deconas.work;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.deconas.schema.WorkClaimed;
import org.deconas.schema.WorkEvent;
import org.deconas.schema.WorkReleased;

/**
 * Who was at work when, for people to look at: folded from claims, of which the newest pieces are remembered. Nothing is decided by it; that
 * is {@link WorkLedger}'s part. For several threads.
 */
public final class TrainerActivity {

    /** What a trainer does, as far as its claims say. */
    public enum State {
        /** It holds a claim and renews it. */
        AT_WORK,
        /** It holds a claim and has not been heard of for longer than a claim lasts. */
        SILENT,
        /** It holds no claim. */
        IDLE
    }

    /**
     * A trainer in an experiment.
     *
     * @param work ids of the pieces that it holds
     * @param done how many pieces it has answered
     * @param shareAtWork time during which it held a piece over the time since its first claim, in [0, 1]
     * @param lastSeenAt its last claim, renewal or release
     */
    public record Summary(
            String trainer, State state, List<String> work, int done, double shareAtWork, Instant lastSeenAt) {}

    private record Piece(String experimentId, String workId) {}

    private record Claim(int attempt, String trainer, String instance, Instant at, Instant releasedAt) {
        Claim released(Instant when) {
            return new Claim(attempt, trainer, instance, at, when);
        }
    }

    private record Span(Instant from, Instant to) {}

    private static final class Work {
        final List<Span> spans = new ArrayList<>();
        final List<String> held = new ArrayList<>();
        int done;
        boolean heard;
        Instant lastSeenAt = Instant.MIN;
    }

    /** What is known of a piece of work. */
    private static final class Attempts {
        final List<Claim> claims = new ArrayList<>();
        Instant answeredAt; // null while no answer is known

        boolean isAnswerMissing() {
            return answeredAt == null && claims.get(claims.size() - 1).releasedAt == null;
        }
    }

    private final Duration lease;
    private final Map<Piece, Attempts> pieces;
    private final Map<String, Instant> seen; // by instance

    /**
     * @param rules what trainers agree on
     * @param most how many pieces of work are remembered, over all experiments, and how many instances of trainers
     */
    public TrainerActivity(WorkRules rules, int most) {
        lease = rules.lease();
        pieces = Newest.put(most);
        seen = Newest.used(most); // an instance that is gone is not seen again, and comes to be the eldest
    }

    /** Takes note of a claim, a renewal or a release, in the order of the log. */
    public synchronized void fold(WorkEvent event, Instant at) {
        seen.merge(event.instance(), at, (a, b) -> a.isAfter(b) ? a : b);
        Piece piece = new Piece(event.experimentId(), event.workId());
        if (event instanceof WorkClaimed claim) {
            List<Claim> claims = pieces.computeIfAbsent(piece, key -> new Attempts()).claims;
            // Of several claims of one attempt the first holds
            if (claims.stream().noneMatch(other -> other.attempt >= claim.attempt())) {
                claims.add(new Claim(claim.attempt(), claim.trainer(), claim.instance(), at, null));
            }
        } else if (event instanceof WorkReleased release && pieces.containsKey(piece)) {
            pieces.get(piece)
                    .claims
                    .replaceAll(claim -> claim.attempt == release.attempt()
                                    && claim.instance.equals(release.instance())
                                    && claim.releasedAt == null
                            ? claim.released(at)
                            : claim);
        }
    }

    /** The ids of an experiment's pieces of work that are held as far as is known: whether they were answered is to be looked up. */
    public synchronized Set<String> unanswered(String experimentId) {
        Set<String> ids = new HashSet<>();
        pieces.forEach((piece, attempts) -> {
            if (piece.experimentId.equals(experimentId) && attempts.isAnswerMissing()) {
                ids.add(piece.workId);
            }
        });
        return ids;
    }

    /** Takes note of when pieces of work were answered, by their ids. */
    public synchronized void answered(String experimentId, Map<String, Instant> answeredAt) {
        answeredAt.forEach((workId, at) -> {
            Attempts attempts = pieces.get(new Piece(experimentId, workId));
            if (attempts != null) {
                attempts.answeredAt = at;
            }
        });
    }

    /**
     * The trainers of an experiment by name.
     *
     * @param until now, or the end of the experiment
     */
    public synchronized List<Summary> of(String experimentId, Instant until) {
        Map<String, Work> trainers = new TreeMap<>();
        pieces.forEach((piece, attempts) -> {
            if (piece.experimentId.equals(experimentId)) {
                collect(piece.workId, attempts.claims, attempts.answeredAt, until, trainers);
            }
        });
        return trainers.entrySet().stream()
                .map(trainer -> summary(trainer.getKey(), trainer.getValue(), until))
                .toList();
    }

    private void collect(
            String workId, List<Claim> attempts, Instant answered, Instant until, Map<String, Work> trainers) {
        for (int i = 0; i < attempts.size(); i++) {
            Claim claim = attempts.get(i);
            boolean last = i == attempts.size() - 1;
            Work work = trainers.computeIfAbsent(claim.trainer, name -> new Work());
            Instant heard = seen.getOrDefault(claim.instance, claim.at);
            work.lastSeenAt = later(work.lastSeenAt, heard);
            Instant end = claim.releasedAt;
            if (end == null && last) {
                end = answered;
                work.done += answered == null ? 0 : 1;
            }
            if (end == null && last) {
                work.held.add(workId);
                work.heard |= !heard.plus(lease).isBefore(until);
            }
            if (end == null) {
                // Nobody answered: it was at it for as long as its claim lasted, or until somebody else took over
                end = earlier(heard.plus(lease), last ? until : attempts.get(i + 1).at);
            }
            work.spans.add(new Span(claim.at, later(claim.at, earlier(end, until))));
        }
    }

    private static Summary summary(String trainer, Work work, Instant until) {
        work.spans.sort(Comparator.comparing(Span::from));
        Duration busy = Duration.ZERO;
        Instant covered = Instant.MIN;
        for (Span span : work.spans) {
            Instant from = later(span.from, covered);
            if (span.to.isAfter(from)) {
                busy = busy.plus(Duration.between(from, span.to));
                covered = span.to;
            }
        }
        Duration all = Duration.between(work.spans.get(0).from, until);
        State state = work.held.isEmpty() ? State.IDLE : work.heard ? State.AT_WORK : State.SILENT;
        double share = all.toMillis() <= 0 ? 1 : Math.min(1, (double) busy.toMillis() / all.toMillis());
        return new Summary(trainer, state, List.copyOf(work.held), work.done, share, work.lastSeenAt);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
