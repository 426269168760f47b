package org.deconas.artifacts;

import java.io.IOException;

/** There is no blob of that digest. */
public class ArtifactNotFoundException extends IOException {

    private static final long serialVersionUID = 1L;

    public ArtifactNotFoundException(String sha256, String store) {
        super("The artifact store " + store + " has no " + sha256);
    }
}
