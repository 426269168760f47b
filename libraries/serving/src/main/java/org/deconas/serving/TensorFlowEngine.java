package org.deconas.serving;

import ai.djl.engine.Engine;
import org.deconas.devices.Natives;

/**
 * DJL's TensorFlow engine on the native library that TensorFlow-Java brings. Everything is set before the engine is first asked for:
 * it reads its settings once in a process.
 */
final class TensorFlowEngine {

    static final String NAME = "TensorFlow";

    private static boolean loaded;

    private TensorFlowEngine() {}

    /**
     * Loads the engine, once in a process.
     *
     * @throws IllegalStateException when the native library cannot be loaded, with one line that says why
     */
    static synchronized void load() {
        if (loaded) {
            return;
        }
        try {
            // JavaCPP refuses to go on, after seconds of garbage collection, in a process that has four times its heap
            // in memory: a
            // network's memory is not in the heap.
            System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
            System.setProperty("org.bytedeco.javacpp.maxBytes", "0");
            // DJL would download a native library of its own otherwise, and tell its authors of each start.
            System.setProperty("TENSORFLOW_LIBRARY_PATH", Natives.load().toString());
            System.setProperty("ai.djl.offline", "true");
            // One operation after another, each on all processors.
            System.setProperty(
                    "ai.djl.tensorflow.num_intraop_threads",
                    Integer.toString(Runtime.getRuntime().availableProcessors()));
            System.setProperty("ai.djl.tensorflow.num_interop_threads", "1");
            Engine.getEngine(NAME);
        } catch (LinkageError | RuntimeException e) {
            throw new IllegalStateException("TensorFlow cannot be loaded: " + e.getMessage(), e);
        }
        loaded = true;
    }
}
