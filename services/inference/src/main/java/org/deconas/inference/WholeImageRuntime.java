package org.deconas.inference;

import org.deconas.onnxruntime.OnnxRuntime;
import org.deconas.serving.NetworkRuntime;

/** What runs trained models on images that fit in one run. Networks of others, and the tiles of larger images, are TensorFlow's. */
public enum WholeImageRuntime {
    TENSORFLOW(NetworkRuntime.TENSORFLOW, 1),
    ONNXRUNTIME(OnnxRuntime::open, 2);

    private final NetworkRuntime library;
    private final int timesTheMemory;

    WholeImageRuntime(NetworkRuntime library, int timesTheMemory) {
        this.library = library;
        this.timesTheMemory = timesTheMemory;
    }

    /** How many times TensorFlow's memory a run may take. */
    public int timesTheMemory() {
        return timesTheMemory;
    }

    /** @param isTrained whether the model is one of ours, which alone can be exported */
    public NetworkRuntime of(boolean isTrained) {
        return isTrained ? library : NetworkRuntime.TENSORFLOW;
    }
}
