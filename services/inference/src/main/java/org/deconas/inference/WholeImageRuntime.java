package org.deconas.inference;

import org.deconas.onnxruntime.OnnxRuntime;
import org.deconas.serving.NetworkRuntime;

/** What runs trained models on images that fit in one run. Networks of others, and the tiles of larger images, are TensorFlow's. */
public enum WholeImageRuntime {
    TENSORFLOW(NetworkRuntime.TENSORFLOW),
    ONNXRUNTIME(OnnxRuntime::open);

    private final NetworkRuntime library;

    WholeImageRuntime(NetworkRuntime library) {
        this.library = library;
    }

    /** @param isTrained whether the model is one of ours, which alone can be exported */
    public NetworkRuntime of(boolean isTrained) {
        return isTrained ? library : NetworkRuntime.TENSORFLOW;
    }
}
