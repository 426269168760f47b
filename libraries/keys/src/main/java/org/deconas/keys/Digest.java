package org.deconas.keys;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of a key: enough for keys of 256 random bits, which nobody can guess. */
final class Digest {

    private static final String HEX = "[0-9a-f]{64}";

    private final byte[] bytes; // 32

    private Digest(byte[] bytes) {
        this.bytes = bytes;
    }

    static Digest ofKey(String key) {
        try {
            return new Digest(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** @throws IllegalArgumentException when it is no digest; its message does not repeat the text, which may be a key */
    static Digest ofHex(String hex) {
        if (!hex.matches(HEX)) {
            throw new IllegalArgumentException("a SHA-256 has 64 digits of 0-9a-f");
        }
        return new Digest(HexFormat.of().parseHex(hex));
    }

    /** Takes the same time wherever the two differ. */
    boolean matches(Digest other) {
        return MessageDigest.isEqual(bytes, other.bytes);
    }

    String hex() {
        return HexFormat.of().formatHex(bytes);
    }
}
