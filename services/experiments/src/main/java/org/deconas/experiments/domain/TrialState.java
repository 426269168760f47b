package org.deconas.experiments.domain;

/** Where a trial is in its life, by name: SAMPLED → MEASURED → APPLIED, or FAILED, or SUPERSEDED. What it has there: {@link TrialLife}. */
public enum TrialState {
    SAMPLED,
    MEASURED,
    APPLIED,
    FAILED,
    SUPERSEDED
}
