package org.deconas.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Passes bytes on and, at their end, refuses them when their digest is not the expected one. */
final class VerifyingInputStream extends DigestInputStream {

    private final String expected;
    private boolean verified;

    VerifyingInputStream(InputStream in, MessageDigest digest, String expected) {
        super(in, digest);
        this.expected = expected;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        if (value < 0) {
            verify();
        }
        return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        if (count < 0) {
            verify();
        }
        return count;
    }

    private void verify() throws CorruptArtifactException {
        if (verified) {
            return;
        }
        verified = true;
        String found = HexFormat.of().formatHex(digest.digest());
        if (!found.equals(expected)) {
            throw new CorruptArtifactException(expected, found);
        }
    }
}
