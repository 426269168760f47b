package org.deconas.serving;

import java.io.IOException;
import java.nio.file.Path;

/** A library that runs exported networks on whole images. */
@FunctionalInterface
public interface NetworkRuntime {

    /** DJL's TensorFlow engine, which runs any SavedModel. */
    NetworkRuntime TENSORFLOW = TensorFlowRuns::open;

    /**
     * Loads a network.
     *
     * @param savedModelDirectory signature {@code serving_default}, one input and one output, float32 NHWC RGB in [0, 1]
     * @param scale how many times larger the output is, at least 1
     * @throws IOException when there is no such model or this library cannot run it, with one line that says why
     */
    Runs open(Path savedModelDirectory, int scale) throws IOException;

    /** A network in memory. It holds native memory until it is closed; several threads may use it at once. */
    interface Runs extends AutoCloseable {

        /**
         * Enlarges images of one size.
         *
         * @param images float32 NHWC RGB in [0, 1], one after another
         * @return the same, [count, scale·height, scale·width, 3], not clipped
         * @throws IllegalStateException when the network fails, or gives something of another shape
         */
        float[] run(float[] images, int count, int width, int height);

        @Override
        void close();
    }
}
