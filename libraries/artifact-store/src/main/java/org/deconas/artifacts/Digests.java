package org.deconas.artifacts;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/** The names of blobs. */
final class Digests {

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    private Digests() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** {@code ab/abcdef…}: no directory gets too many entries. */
    static String path(String sha256) {
        if (!DIGEST.matcher(sha256).matches()) {
            throw new IllegalArgumentException(
                    "'" + sha256 + "' is no digest of an artifact: 64 lower-case hexadecimal digits");
        }
        return sha256.substring(0, 2) + "/" + sha256;
    }
}
