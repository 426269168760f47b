package org.deconas.schema;

/** A record of the log that is no event of ours; the message is one line that says why. */
public class UnreadableEventException extends Exception {

    private static final long serialVersionUID = 1L;

    public UnreadableEventException(String message) {
        super(message);
    }
}
