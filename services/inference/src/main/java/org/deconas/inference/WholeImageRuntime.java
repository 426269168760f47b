package org.deconas.inference;

import java.io.IOException;
import org.deconas.inference.models.PromotedModel;
import org.deconas.onnxruntime.OnnxRuntime;
import org.deconas.serving.Batching;
import org.deconas.serving.NetworkRuntime;
import org.deconas.serving.ServedNetwork;

/** What runs trained models on images that fit in one run. Networks of others, and the tiles of larger images, are TensorFlow's. */
public enum WholeImageRuntime {
    TENSORFLOW(NetworkRuntime.TENSORFLOW),
    ONNXRUNTIME(OnnxRuntime::open);

    private final NetworkRuntime runtime;

    WholeImageRuntime(NetworkRuntime runtime) {
        this.runtime = runtime;
    }

    /**
     * Loads a model.
     *
     * @throws IOException when it cannot be loaded, with one line that says why
     */
    public ServedNetwork open(PromotedModel model, Batching batching) throws IOException {
        return ServedNetwork.open(
                model.directory(),
                model.scale(),
                batching,
                model.descriptor().isTrained() ? runtime : NetworkRuntime.TENSORFLOW);
    }
}
