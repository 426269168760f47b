package org.deconas.experiments.domain;

/** Where a trial is in its life: SAMPLED → MEASURED → APPLIED, or FAILED. */
public enum TrialState {
    SAMPLED,
    MEASURED,
    APPLIED,
    FAILED
}
