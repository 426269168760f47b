package org.deconas.inference.network;

/** An image takes more memory than this service has. */
public class TooMuchForMemoryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooMuchForMemoryException(OutOfMemoryError cause) {
        super("There is not enough memory for this image; give a smaller one, or the service more memory", cause);
    }
}
