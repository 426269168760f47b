package org.deconas.experiments.domain;

import org.deconas.schema.ExperimentEnded;

/**
 * The life of an experiment: what can happen to it in each state, and what it becomes. The same events lead to the same state in any
 * order; what comes twice or too late changes nothing.
 */
public sealed interface ExperimentLife {

    /** The search has a phase or a policy. */
    ExperimentLife started();

    /** Its user wants it to wait, and has not said that it may go on. */
    ExperimentLife paused();

    /** Its user wants it to end. */
    ExperimentLife stopRequested();

    /** It is over. */
    default ExperimentLife ended(ExperimentEnded event) {
        return switch (event.outcome()) {
            case COMPLETED -> new Completed(event.modelId());
            case FAILED -> new Failed(event.reason());
            case STOPPED -> new Stopped(event.reason());
        };
    }

    ExperimentState state();

    /** Nothing has been done yet. */
    record Requested() implements ExperimentLife {
        @Override
        public ExperimentLife started() {
            return new Running();
        }

        @Override
        public ExperimentLife paused() {
            return new Paused();
        }

        @Override
        public ExperimentLife stopRequested() {
            return new Stopping();
        }

        @Override
        public ExperimentState state() {
            return ExperimentState.REQUESTED;
        }
    }

    /** Searching. */
    record Running() implements ExperimentLife {
        @Override
        public ExperimentLife started() {
            return this;
        }

        @Override
        public ExperimentLife paused() {
            return new Paused();
        }

        @Override
        public ExperimentLife stopRequested() {
            return new Stopping();
        }

        @Override
        public ExperimentState state() {
            return ExperimentState.RUNNING;
        }
    }

    /** No new work is given out, whether it has begun or not; what was being done may still be. */
    record Paused() implements ExperimentLife {
        @Override
        public ExperimentLife started() {
            return this;
        }

        @Override
        public ExperimentLife paused() {
            return this;
        }

        @Override
        public ExperimentLife stopRequested() {
            return new Stopping();
        }

        @Override
        public ExperimentState state() {
            return ExperimentState.PAUSED;
        }
    }

    /** Running work comes to its end. */
    record Stopping() implements ExperimentLife {
        @Override
        public ExperimentLife started() {
            return this;
        }

        @Override
        public ExperimentLife paused() {
            return this;
        }

        @Override
        public ExperimentLife stopRequested() {
            return this;
        }

        @Override
        public ExperimentState state() {
            return ExperimentState.STOPPING;
        }
    }

    /** An end: the first one counts, and nothing follows. */
    sealed interface Ended extends ExperimentLife {
        @Override
        default ExperimentLife started() {
            return this;
        }

        @Override
        default ExperimentLife paused() {
            return this;
        }

        @Override
        default ExperimentLife stopRequested() {
            return this;
        }

        @Override
        default ExperimentLife ended(ExperimentEnded event) {
            return this;
        }
    }

    /** It has a winner. */
    record Completed(String modelId) implements Ended {
        @Override
        public ExperimentState state() {
            return ExperimentState.COMPLETED;
        }
    }

    /** It could not go on. */
    record Failed(String reason) implements Ended {
        @Override
        public ExperimentState state() {
            return ExperimentState.FAILED;
        }
    }

    /** Its user ended it. */
    record Stopped(String reason) implements Ended {
        @Override
        public ExperimentState state() {
            return ExperimentState.STOPPED;
        }
    }
}
