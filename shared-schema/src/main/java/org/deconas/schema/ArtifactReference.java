package org.deconas.schema;

import java.util.regex.Pattern;

/**
 * A blob in the artifact store.
 *
 * @param sha256 the SHA-256 of its bytes, 64 lower-case hexadecimal digits
 * @param size its length in bytes
 */
public record ArtifactReference(String sha256, long size) {

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    public ArtifactReference {
        if (sha256 == null || !DIGEST.matcher(sha256).matches()) {
            throw new IllegalArgumentException(
                    "sha256 is '" + sha256 + "', but must be 64 lower-case hexadecimal digits");
        }
        Require.atLeast("size", size, 0);
    }
}
