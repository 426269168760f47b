package org.deconas.inference.jobs;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/** The life of a job: what it has in each state, and what can become of it there. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
@JsonSubTypes({
    @JsonSubTypes.Type(value = JobLife.Waiting.class, name = "WAITING"),
    @JsonSubTypes.Type(value = JobLife.Running.class, name = "RUNNING"),
    @JsonSubTypes.Type(value = JobLife.Done.class, name = "DONE"),
    @JsonSubTypes.Type(value = JobLife.Expired.class, name = "EXPIRED"),
    @JsonSubTypes.Type(value = JobLife.Failed.class, name = "FAILED"),
    @JsonSubTypes.Type(value = JobLife.Cancelled.class, name = "CANCELLED")
})
public sealed interface JobLife {

    /** How often a job is begun, if the service ends each time before the job does. */
    int MOST_ATTEMPTS = 3;

    JobState state();

    /** It has no result yet. */
    sealed interface Unfinished extends JobLife {

        /** @param expires until when it is known that it failed */
        default Failed failed(JobFailure failure, Instant expires) {
            return new Failed(failure, expires);
        }

        /** @param expires until when it is known that it was cancelled */
        default Cancelled cancelled(Instant expires) {
            return new Cancelled(expires);
        }
    }

    /** Nothing more becomes of it but that it is forgotten, or first its result. */
    sealed interface Ended extends JobLife {

        /** Until when what it has is kept. */
        Instant expires();
    }

    /**
     * Others are before it.
     *
     * @param attempts how often it was begun already, less often than {@link #MOST_ATTEMPTS}
     */
    record Waiting(int attempts) implements Unfinished {

        /** Accepted and never begun. */
        static final Waiting NEW = new Waiting(0);

        public Waiting {
            if (attempts < 0 || attempts >= MOST_ATTEMPTS) {
                throw new IllegalArgumentException(
                        "attempts is " + attempts + ", but must be 0 to " + (MOST_ATTEMPTS - 1));
            }
        }

        /** It is its turn. */
        public Running begun() {
            return new Running(attempts + 1, 0);
        }

        @Override
        public JobState state() {
            return JobState.WAITING;
        }
    }

    /**
     * It is being enlarged.
     *
     * @param attempt which one it is, from 1
     * @param progress the share of the network's work that is done, 0 to 1
     */
    record Running(int attempt, double progress) implements Unfinished {

        public Running {
            if (attempt < 1 || attempt > MOST_ATTEMPTS || !(progress >= 0 && progress <= 1)) {
                throw new IllegalArgumentException("attempt is " + attempt + " and progress " + progress
                        + ", but must be 1 to " + MOST_ATTEMPTS + " and 0 to 1");
            }
        }

        /** A run of the network has ended. */
        public Running advanced(double to) {
            return new Running(attempt, Math.min(1, Math.max(progress, to)));
        }

        /** @param expires until when the result is kept */
        public Done done(JobResult result, Instant expires) {
            return new Done(result, expires);
        }

        /** The service is stopped in order: it begins anew later, and that is no attempt that failed. */
        public Waiting givenBack() {
            return new Waiting(attempt - 1);
        }

        /**
         * The service has ended while it was at it: it begins anew, unless that happened too often.
         *
         * @param expires until when it is known that it failed, if so
         */
        public JobLife interrupted(Instant expires) {
            return attempt < MOST_ATTEMPTS
                    ? new Waiting(attempt)
                    : failed(
                            new JobFailure(
                                    500,
                                    "It was begun " + attempt
                                            + " times, and each time the service ended before it was done"),
                            expires);
        }

        @Override
        public JobState state() {
            return JobState.RUNNING;
        }
    }

    /**
     * Its result can be fetched.
     *
     * @param result what that is
     * @param expires until when it is kept
     */
    record Done(JobResult result, Instant expires) implements Ended {

        /** @param forgotten until when it is known that there was a result */
        public Expired expired(Instant forgotten) {
            return new Expired(forgotten);
        }

        @Override
        public JobState state() {
            return JobState.DONE;
        }
    }

    /** It was done, and its result is deleted. */
    record Expired(Instant expires) implements Ended {
        @Override
        public JobState state() {
            return JobState.EXPIRED;
        }
    }

    /** It has no result and will have none. */
    record Failed(JobFailure failure, Instant expires) implements Ended {
        @Override
        public JobState state() {
            return JobState.FAILED;
        }
    }

    /** Nobody wants its result. */
    record Cancelled(Instant expires) implements Ended {
        @Override
        public JobState state() {
            return JobState.CANCELLED;
        }
    }
}
