package org.deconas.experiments.projection;

/** The read model cannot be asked now; the message is one line that says why. */
public class ReadModelUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ReadModelUnavailableException(String reason) {
        super(reason);
    }
}
