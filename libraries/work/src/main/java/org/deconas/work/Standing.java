package org.deconas.work;

import org.deconas.schema.WorkClaimed;
import org.deconas.schema.WorkReleased;
import org.deconas.schema.WorkRenewed;

/** How the claims of one piece of work stand. Which attempt is whose follows from the order of the log alone, on no clock. */
sealed interface Standing {

    /** Nobody has claimed it yet. */
    Standing UNCLAIMED = new Free(0, 0, null);

    /** The last attempt that was claimed, from 1; 0 before the first. */
    int attempt();

    /** A claim is in the log: the first one of an attempt holds, later ones of it and all of attempts before it do not. */
    default Standing claimed(WorkClaimed claim, long now) {
        if (claim.attempt() <= attempt()) {
            return this;
        }
        Free before = ended();
        return new Held(claim.attempt(), before.spent(), before.lastFailure(), claim.trainer(), claim.instance(), now);
    }

    /** What it is once the current attempt, if any, has ended without a word. */
    Free ended();

    default Standing renewed(WorkRenewed renewal, long now) {
        return this;
    }

    default Standing released(WorkReleased release) {
        return this;
    }

    /**
     * Whoever is first may claim it.
     *
     * @param spent attempts that count against the work
     * @param lastFailure why the last attempt failed; null when its trainer died
     */
    record Free(int attempt, int spent, String lastFailure) implements Standing {
        @Override
        public Free ended() {
            return this;
        }

        /** Why it is given up. */
        String reason() {
            return lastFailure == null ? "stale: its trainers died, " + spent + " times" : "failed: " + lastFailure;
        }
    }

    /**
     * Somebody is at it.
     *
     * @param spent attempts before this one that count against the work
     * @param lastFailure why the last attempt before this one failed
     * @param seen when its claim or renewal was seen last, ns on the observer's clock
     */
    record Held(int attempt, int spent, String lastFailure, String trainer, String instance, long seen)
            implements Standing {

        @Override
        public Free ended() {
            return new Free(attempt, spent + 1, null);
        }

        @Override
        public Standing renewed(WorkRenewed renewal, long now) {
            return isBy(renewal.attempt(), renewal.instance()) ? seenAt(now) : this;
        }

        @Override
        public Standing released(WorkReleased release) {
            if (!isBy(release.attempt(), release.instance())) {
                return this;
            }
            return switch (release.cause()) {
                case FAILED -> new Free(attempt, spent + 1, release.reason());
                case HANDED_OVER -> new Free(attempt, spent, lastFailure);
            };
        }

        Held seenAt(long now) {
            return new Held(attempt, spent, lastFailure, trainer, instance, now);
        }

        boolean isBy(int ofAttempt, String byInstance) {
            return attempt == ofAttempt && instance.equals(byInstance);
        }
    }
}
