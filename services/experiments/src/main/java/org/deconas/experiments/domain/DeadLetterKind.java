package org.deconas.experiments.domain;

/** Why a record is no part of an experiment. */
public enum DeadLetterKind {
    /** Its body is no such event: no JSON, a field that is missing or out of range, a number that is none, or nothing at all. */
    UNREADABLE,
    /** Its type, or that type's version, is unknown. */
    UNKNOWN_TYPE,
    /** It can be read, but the database refuses its values. */
    REFUSED,
    /** Nobody requested its experiment. */
    UNKNOWN_EXPERIMENT
}
