package org.deconas.artifacts;

import java.io.IOException;

/** The bytes under a digest are not those that were stored. */
public class CorruptArtifactException extends IOException {

    private static final long serialVersionUID = 1L;

    public CorruptArtifactException(String expected, String found) {
        super("The artifact " + expected + " is corrupt: its bytes have the digest " + found);
    }
}
