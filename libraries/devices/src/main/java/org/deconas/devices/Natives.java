package org.deconas.devices;

import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
import org.tensorflow.internal.c_api.global.tensorflow;

/** TensorFlow's native library: that for GPUs where it is on the class path (the build's profile {@code cuda}), else that for CPUs. */
public final class Natives {

    private static final String FOR_GPUS = "/org/tensorflow/internal/c_api/linux-x86_64-gpu/libtensorflow_cc.so.2";

    private Natives() {}

    /**
     * Loads it, once in a process.
     *
     * @return the folder that it lies in
     * @throws LinkageError when it cannot be loaded
     */
    public static Path load() {
        return Path.of(Loader.load(tensorflow.class)).getParent();
    }

    /** Whether the library for GPUs is on the class path. */
    public static boolean areForGpus() {
        return tensorflow.class.getResource(FOR_GPUS) != null;
    }
}
