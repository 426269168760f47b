package org.deconas.serving;

/** An enlarged image that is computed from top to bottom as it is asked for. Not for several threads. */
public interface Enlarging {

    /**
     * Rows of the enlarged image.
     *
     * @param rows how many
     * @param values row by row, each pixel R, G, B, about [0, 1] and not clipped; they belong to who asked
     */
    record Band(int rows, float[] values) {}

    /** Whether there are rows left. */
    boolean hasNext();

    /**
     * The rows that follow.
     *
     * @throws IllegalStateException when the network fails: nothing is filled in
     */
    Band next();

    /** One that is there already. */
    static Enlarging of(Band whole) {
        return new Enlarging() {
            private boolean taken;

            @Override
            public boolean hasNext() {
                return !taken;
            }

            @Override
            public Band next() {
                taken = true;
                return whole;
            }
        };
    }
}
