package org.deconas.experiments.domain;

import org.deconas.schema.ExperimentEnded;

/** Where an experiment is in its life: REQUESTED → RUNNING → COMPLETED, FAILED, or STOPPING → STOPPED. */
public enum ExperimentState {
    REQUESTED,
    RUNNING,
    STOPPING,
    COMPLETED,
    FAILED,
    STOPPED;

    static ExperimentState of(ExperimentEnded.Outcome outcome) {
        return switch (outcome) {
            case COMPLETED -> COMPLETED;
            case FAILED -> FAILED;
            case STOPPED -> STOPPED;
        };
    }
}
