package org.deconas.imaging;

import java.io.IOException;

/** An image file or byte sequence cannot be decoded. The message is one line: its name, what is wrong, what would be right. */
public class UnreadableImageException extends IOException {

    private static final long serialVersionUID = 1L;

    UnreadableImageException(String name, String problem, String remedy, Throwable cause) {
        super((name + " cannot be read as an image: " + problem + "; " + remedy).replaceAll("\\s+", " "), cause);
    }
}
