package org.deconas.experiments.projection;

/** A position is not where it was known to be. */
final class MovedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    static boolean isCauseOf(Throwable failure) {
        return Failures.causes(failure).anyMatch(MovedException.class::isInstance);
    }
}
