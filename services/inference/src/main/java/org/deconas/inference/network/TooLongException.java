package org.deconas.inference.network;

import java.time.Duration;

/** An image was not enlarged within the time that a request may take. */
public class TooLongException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooLongException(Duration limit) {
        super("The image was not enlarged within the " + limit.toSeconds()
                + " s that a request may take; send a smaller one, take a smaller model, or POST it to /v1/jobs");
    }
}
