package org.deconas.pictures;

import java.io.IOException;

/** A picture cannot be read or written as asked. The message is one line: what is wrong, and what would be right. */
public abstract sealed class PictureException extends IOException
        permits UnsupportedPictureException, DamagedPictureException {

    private static final long serialVersionUID = 1L;

    PictureException(String message, Throwable cause) {
        super(message.replaceAll("\\s+", " "), cause);
    }
}
