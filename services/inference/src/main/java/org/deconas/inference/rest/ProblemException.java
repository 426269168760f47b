package org.deconas.inference.rest;

import java.util.OptionalInt;

/** A request that is answered with a problem. */
class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final int retryAfter; // seconds; 0 for no advice

    ProblemException(int status, String detail) {
        this(status, detail, 0);
    }

    private ProblemException(int status, String detail, int retryAfter) {
        super(detail);
        this.status = status;
        this.retryAfter = retryAfter;
    }

    /** A problem that passes. */
    static ProblemException passing(int status, String detail, int retryAfterSeconds) {
        return new ProblemException(status, detail, retryAfterSeconds);
    }

    int status() {
        return status;
    }

    /** Seconds after which it makes sense to ask again. */
    OptionalInt retryAfter() {
        return retryAfter == 0 ? OptionalInt.empty() : OptionalInt.of(retryAfter);
    }
}
