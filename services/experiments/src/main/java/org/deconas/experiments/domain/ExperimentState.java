package org.deconas.experiments.domain;

/**
 * Where an experiment is in its life, by name: REQUESTED → RUNNING → COMPLETED, FAILED, or STOPPING → STOPPED; PAUSED
 * between them. What it has there:
 * {@link ExperimentLife}.
 */
public enum ExperimentState {
    REQUESTED,
    RUNNING,
    PAUSED,
    STOPPING,
    COMPLETED,
    FAILED,
    STOPPED
}
