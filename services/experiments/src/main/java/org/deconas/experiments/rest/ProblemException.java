package org.deconas.experiments.rest;

/** A request that is answered with a problem. */
class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    ProblemException(int status, String detail) {
        super(detail);
        this.status = status;
    }

    static ProblemException unknownExperiment(String id) {
        return new ProblemException(404, "No experiment '" + id + "'; GET /v1/experiments lists them");
    }

    int status() {
        return status;
    }
}
