package org.deconas.keys;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the holder of a key may do. */
public enum Role {
    /** Reads, and enlarges images. */
    VIEWER,
    /** Everything. */
    OPERATOR;

    /** As it is written in files: lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of that word; empty when there is none. */
    public static Optional<Role> of(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }
}
