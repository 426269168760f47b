package org.deconas.work;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private final Duration lease;
    private final Map<Piece, List<Claim>> claims;
    private final Map<String, Instant> seen = new HashMap<>(); // by instance

    /**
     * @param rules what trainers agree on
     * @param most how many pieces of work are remembered, over all experiments
     */
    public TrainerActivity(WorkRules rules, int most) {
        lease = rules.lease();
        claims = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Piece, List<Claim>> eldest) {
                return size() > most;
            }
        };
    }

    /** Takes note of a claim, a renewal or a release, in the order of the log. */
    public synchronized void fold(WorkEvent event, Instant at) {
        seen.merge(event.instance(), at, (a, b) -> a.isAfter(b) ? a : b);
        Piece piece = new Piece(event.experimentId(), event.workId());
        if (event instanceof WorkClaimed claim) {
            List<Claim> attempts = claims.computeIfAbsent(piece, key -> new ArrayList<>());
            // Of several claims of one attempt the first holds
            if (attempts.stream().noneMatch(other -> other.attempt >= claim.attempt())) {
                attempts.add(new Claim(claim.attempt(), claim.trainer(), claim.instance(), at, null));
            }
        } else if (event instanceof WorkReleased release && claims.containsKey(piece)) {
            claims.get(piece)
                    .replaceAll(claim -> claim.attempt == release.attempt()
                                    && claim.instance.equals(release.instance())
                                    && claim.releasedAt == null
                            ? claim.released(at)
                            : claim);
        }
    }

    /**
     * The trainers of an experiment by name.
     *
     * @param answeredAt when its pieces of work were answered, by their ids
     * @param until now, or the end of the experiment
     */
    public synchronized List<Summary> of(String experimentId, Map<String, Instant> answeredAt, Instant until) {
        Map<String, Work> trainers = new TreeMap<>();
        claims.forEach((piece, attempts) -> {
            if (piece.experimentId.equals(experimentId)) {
                collect(piece.workId, attempts, answeredAt.get(piece.workId), until, trainers);
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
            Instant heard = seen.get(claim.instance);
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
