package org.deconas.experiments.replay;

import java.io.IOException;

/** What is stored as a model is none; the message says why in one line. */
public class DamagedModelException extends IOException {

    private static final long serialVersionUID = 1L;

    DamagedModelException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
