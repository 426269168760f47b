package org.deconas.inference.network;

/** Who waits for an answer. */
@FunctionalInterface
public interface Client {

    /** Whether nobody waits any more. */
    boolean isGone();

    /**
     * Told after each run how far its image is.
     *
     * @param progress the share of the network's work that is done, above 0 to 1
     */
    default void told(double progress) {}
}
