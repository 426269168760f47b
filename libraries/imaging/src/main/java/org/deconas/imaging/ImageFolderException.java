package org.deconas.imaging;

import java.io.IOException;

/** A folder cannot serve as a set of images. The message is one line: the folder, what is wrong, what would be right. */
public class ImageFolderException extends IOException {

    private static final long serialVersionUID = 1L;

    ImageFolderException(String message, Throwable cause) {
        super(message, cause);
    }
}
