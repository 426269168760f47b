package org.deconas.serving;

import java.io.IOException;

/** Takes an enlarged image from top to bottom. */
@FunctionalInterface
public interface Bands {

    /**
     * Takes the rows that follow.
     *
     * @param rows how many
     * @param values row by row, each pixel R, G, B, about [0, 1] and not clipped; used again for the next band
     * @throws IOException ends the enlargement
     */
    void accept(int rows, float[] values) throws IOException;
}
