package org.deconas.work;

import java.time.Duration;

/**
 * What trainers agree on.
 *
 * @param lease how long a claim lasts without being renewed
 * @param renewal how often its holder renews it
 * @param attempts how often a piece of work is tried
 */
public record WorkRules(Duration lease, Duration renewal, int attempts) {

    /** A trainer may miss two renewals. */
    public static final WorkRules DEFAULT = new WorkRules(Duration.ofSeconds(6), Duration.ofSeconds(2), 3);

    public WorkRules {
        if (renewal.isNegative() || renewal.isZero() || lease.compareTo(renewal) <= 0) {
            throw new IllegalArgumentException("A claim is renewed every " + renewal
                    + ", which must be more than nothing and less than its lease of " + lease);
        }
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts is " + attempts + ", but must be at least 1");
        }
    }
}
