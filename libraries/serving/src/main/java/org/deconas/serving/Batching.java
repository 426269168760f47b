package org.deconas.serving;

import java.time.Duration;

/**
 * How far images of equal size, which wait at the same time, are enlarged together in one run.
 *
 * @param mostPixels of the low-resolution images of one run together; one image alone may have more
 * @param longestDelay how long a first image waits for others before it asks for its turn; with zero, those go together that have to wait
 *     for a turn anyway, and nobody waits for anybody
 */
public record Batching(long mostPixels, Duration longestDelay) {

    /** Each image by itself. */
    public static final Batching NONE = new Batching(0, Duration.ZERO);

    /** @throws IllegalArgumentException when a limit is negative */
    public Batching {
        if (mostPixels < 0 || longestDelay.isNegative()) {
            throw new IllegalArgumentException("most pixels are " + mostPixels + " and the longest delay "
                    + longestDelay + ", but neither may be negative");
        }
    }
}
