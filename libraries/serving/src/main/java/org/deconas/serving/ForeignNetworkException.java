package org.deconas.serving;

import java.io.IOException;

/** A network of others cannot be taken: one line says why, and what would be right. */
public final class ForeignNetworkException extends IOException {

    private static final long serialVersionUID = 1L;

    ForeignNetworkException(String message) {
        super(message);
    }

    ForeignNetworkException(String message, Exception cause) {
        super(message, cause);
    }
}
