package org.deconas.work;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.deconas.schema.WorkReleased;
import org.deconas.schema.WorkRenewed;

/** A claim that this trainer has written, until the log shows that it is over. Guarded by its loop, but for {@code abandoned}. */
final class OwnClaim {

    final Piece piece;
    final int attempt;

    /** Whether the log has shown it. */
    boolean held;

    /** Whether the work was begun; it may have ended since. */
    boolean begun;

    /** Whether nobody waits for the answer any more. */
    volatile boolean abandoned;

    private int renewals;
    private long renewedAt;
    private CompletionStage<?> lastRenewal = CompletableFuture.completedFuture(null);

    OwnClaim(Piece piece, int attempt, long now) {
        this.piece = piece;
        this.attempt = attempt;
        this.renewedAt = now;
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
}
