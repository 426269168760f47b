package org.deconas.inference.network;

/** Who waits for an answer. */
@FunctionalInterface
public interface Client {

    /** Whether nobody waits any more. */
    boolean isGone();
}
