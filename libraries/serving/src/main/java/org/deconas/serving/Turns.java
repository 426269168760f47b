package org.deconas.serving;

/** Whose turn it is to run a network. A long enlargement asks before each of its runs, so that others come in between. */
@FunctionalInterface
public interface Turns {

    /** The right to run, until it is closed. */
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /** Waits for the turn. May end the enlargement by an exception of its own. */
    Turn take();

    /**
     * Tells of a run that was another's turn, and enlarged this image too. May end the enlargement by an exception of its own.
     *
     * @param nanos how long it took
     */
    default void joined(long nanos) {}

    /**
     * Tells of a part of the enlargement that is done.
     *
     * @param pixels of the image that the network has seen now, beside what it saw before
     * @param all that it will have seen in the end; those of an image that it sees several times count as often
     */
    default void seen(long pixels, long all) {}

    /** Nobody else is there. */
    static Turns alone() {
        return () -> () -> {};
    }
}
