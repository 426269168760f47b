package org.deconas.inference.models;

/** Where a model is in its life, by name: ANNOUNCED → SERVING, or PASSED_OVER. What it has there: {@link ModelLife}. */
public enum ModelState {
    ANNOUNCED,
    SERVING,
    PASSED_OVER
}
