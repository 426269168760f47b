package org.deconas.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Blobs under the SHA-256 of their bytes: what is too large for an event. A blob never changes. */
public interface ArtifactStore {

    /** Writes the bytes of a blob. */
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Stores what {@code content} writes; storing the same bytes again changes nothing. */
    Artifact put(Content content) throws IOException;

    /** Stores bytes. */
    default Artifact put(byte[] bytes) throws IOException {
        return put(out -> out.write(bytes));
    }

    /**
     * Opens a blob. Its digest is checked as it is read: the read that reaches the end of other bytes than were stored throws a
     * {@link CorruptArtifactException}.
     *
     * @throws ArtifactNotFoundException when there is no such blob
     */
    InputStream open(String sha256) throws IOException;

    /** All bytes of a blob, checked against its digest. */
    default byte[] read(String sha256) throws IOException {
        try (InputStream in = open(sha256)) {
            return in.readAllBytes();
        }
    }
}
