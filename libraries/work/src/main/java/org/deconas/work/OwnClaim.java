package org.deconas.work;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.deconas.schema.Event;
import org.deconas.schema.WorkReleased;
import org.deconas.schema.WorkRenewed;

/** A claim that this trainer has written, until the log shows that it is over. Guarded by its loop, but for {@code abandoned}. */
final class OwnClaim {

    final Piece piece;
    final int attempt;

    /** Whether nobody else is likely to claim the same, so that the work may begin before the log shows whose it is. */
    final boolean inTurn;

    /** Whether the log has shown it. */
    boolean held;

    /** Whether the work was begun; it may have ended since. */
    boolean begun;

    /** What the log is told of the work; null until it has ended. */
    List<? extends Event> outcome;

    /** Whether the outcome is that there is no answer. */
    boolean failed;

    /** Whether the log was told. */
    boolean told;

    /** Whether nobody waits for the answer any more. */
    volatile boolean abandoned;

    private int renewals;
    private long renewedAt;
    private CompletionStage<?> lastRenewal = CompletableFuture.completedFuture(null);

    OwnClaim(Piece piece, int attempt, boolean inTurn, long now) {
        this.piece = piece;
        this.attempt = attempt;
        this.inTurn = inTurn;
        this.renewedAt = now;
    }

    boolean mayBegin() {
        return !begun && (held || inTurn);
    }

    boolean mayBeTold() {
        return held && outcome != null && !told;
    }

    /** While the log takes nothing, renewals must not pile up. */
    boolean isDueForRenewal(long now, Duration every) {
        return held
                && now - renewedAt >= every.toNanos()
                && lastRenewal.toCompletableFuture().isDone();
    }

    WorkRenewed nextRenewal(String instance) {
        return new WorkRenewed(piece.experimentId(), piece.id(), attempt, instance, renewals + 1);
    }

    void renewed(long now, CompletionStage<?> renewal) {
        renewals++;
        renewedAt = now;
        lastRenewal = renewal;
    }

    WorkReleased release(String instance, WorkReleased.Cause cause, String reason) {
        return new WorkReleased(piece.experimentId(), piece.id(), attempt, instance, cause, reason);
    }

    WorkReleased failure(String instance, Throwable failure) {
        return release(instance, WorkReleased.Cause.FAILED, reasonOf(failure));
    }

    private static String reasonOf(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank()
                ? failure.getClass().getSimpleName()
                : message.lines().findFirst().orElseThrow();
    }
}
