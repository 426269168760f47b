package org.deconas.keys;

/** A file of keys that cannot be used; the message is one line that names the file and its line, and repeats nothing of it. */
public final class InvalidKeysException extends Exception {

    private static final long serialVersionUID = 1L;

    InvalidKeysException(String message) {
        super(message);
    }
}
