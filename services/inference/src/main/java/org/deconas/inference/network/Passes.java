package org.deconas.inference.network;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.deconas.serving.Enlarging;
import org.deconas.serving.Pixels;

/** Enlarges images several times over: all passes but the last are done at once, the last as its rows are asked for. */
final class Passes implements AutoCloseable {

    /** One enlargement. */
    @FunctionalInterface
    interface Pass {
        /** @param share of the work of all passes, in (0, 1] */
        Enlarging enlarge(Pixels image, double share) throws IOException;
    }

    private final Pass pass;
    private final int scale;
    private final int count;
    private final Deque<PassedPixels> given = new ArrayDeque<>();

    /**
     * @param scale of a pass
     * @param count of passes, at least 1
     */
    Passes(Pass pass, int scale, int count) {
        this.pass = pass;
        this.scale = scale;
        this.count = count;
    }

    /**
     * @param isGrey whether the three values of each pixel are one
     * @throws IOException when the network cannot be run, or there is no room for what a pass gives
     * @throws IllegalStateException when the network fails
     */
    Enlarging enlarge(Pixels image, boolean isGrey) throws IOException {
        Pixels next = image;
        for (int i = 1; i < count; i++) {
            PassedPixels passed = PassedPixels.of(
                    pass.enlarge(next, share(i - 1)), next.width() * scale, next.height() * scale, isGrey);
            given.push(passed);
            next = passed;
        }
        return pass.enlarge(next, share(count - 1));
    }

    /** Each pass sees as many pixels more as the one before has enlarged them. */
    private double share(int number) {
        double all = 0;
        for (int i = 0; i < count; i++) {
            all += Math.pow(scale, 2.0 * i);
        }
        return Math.pow(scale, 2.0 * number) / all;
    }

    @Override
    public void close() throws IOException {
        while (!given.isEmpty()) {
            given.pop().close();
        }
    }
}
