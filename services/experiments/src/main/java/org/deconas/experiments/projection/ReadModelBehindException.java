package org.deconas.experiments.projection;

/** The read model has not yet what the log has. */
public class ReadModelBehindException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ReadModelBehindException() {
        super("The read model has not yet all that the log has; ask again in a moment");
    }
}
