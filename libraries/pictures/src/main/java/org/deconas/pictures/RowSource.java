package org.deconas.pictures;

import java.io.IOException;

/** Gives a picture's rows when they are written: from top to bottom, each once. */
@FunctionalInterface
public interface RowSource {

    /**
     * @param y the first row, 0 at the top; the row after the last one that was asked for
     * @param rows how many rows
     * @param target where they go: sample c of pixel x of row y + r at (r * width + x) * channels + c; its former content
     *     is of no use and it may be longer than what is asked for
     * @throws IOException when the rows cannot be had; writing stops and passes it on
     */
    void fill(int y, int rows, Samples target) throws IOException;
}
