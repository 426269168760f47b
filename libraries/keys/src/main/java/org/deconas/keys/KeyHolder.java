package org.deconas.keys;

import java.util.Objects;

/**
 * Whom a key belongs to.
 *
 * @param name 1 to 64 letters, digits and {@code . _ -}
 */
public record KeyHolder(String name, Role role) {

    private static final String NAME = "[A-Za-z0-9._-]{1,64}";

    /** @throws IllegalArgumentException when the name is none */
    public KeyHolder {
        Objects.requireNonNull(role, "role");
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException("a name has 1 to 64 letters, digits and . _ -");
        }
    }
}
