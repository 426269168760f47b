package org.deconas.pictures;

/** The bytes are no picture of a kind that is read, or the format cannot hold the picture that should be written. */
public final class UnsupportedPictureException extends PictureException {

    private static final long serialVersionUID = 1L;

    UnsupportedPictureException(String message) {
        super(message, null);
    }

    UnsupportedPictureException(String message, Throwable cause) {
        super(message, cause);
    }
}
