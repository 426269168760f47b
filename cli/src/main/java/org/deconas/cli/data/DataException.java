package org.deconas.cli.data;

import java.io.IOException;

/** An image set cannot be fetched. The message is one line: what is wrong, and what to do. */
public final class DataException extends IOException {

    private static final long serialVersionUID = 1L;

    DataException(String message) {
        super(message);
    }

    DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
