package org.deconas.experiments.domain;

import java.util.random.RandomGenerator;

/** Names of experiments: short enough to type, with no letter that is taken for another one. */
public final class ExperimentId {

    /** Crockford's base 32: without i, l, o and u. */
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

    private static final int LENGTH = 8;

    private ExperimentId() {}

    /** A new id, 8 characters; 40 random bits. */
    public static String random(RandomGenerator random) {
        return random.ints(LENGTH, 0, ALPHABET.length())
                .collect(StringBuilder::new, (id, letter) -> id.append(ALPHABET.charAt(letter)), StringBuilder::append)
                .toString();
    }
}
