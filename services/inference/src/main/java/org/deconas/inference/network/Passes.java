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
        Enlarging enlarge(Pixels image) throws IOException;
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
     * @throws IOException when the network cannot be run, or there is no room for what a pass gives
     * @throws IllegalStateException when the network fails
     */
    Enlarging enlarge(Pixels image) throws IOException {
        Pixels next = image;
        for (int i = 1; i < count; i++) {
            PassedPixels passed = PassedPixels.of(pass.enlarge(next), next.width() * scale, next.height() * scale);
            given.push(passed);
            next = passed;
        }
        return pass.enlarge(next);
    }

    @Override
    public void close() throws IOException {
        while (!given.isEmpty()) {
            given.pop().close();
        }
    }
}
