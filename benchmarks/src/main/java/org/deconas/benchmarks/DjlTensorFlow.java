package org.deconas.benchmarks;

import ai.djl.Device;
import ai.djl.ModelException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.deconas.networks.SavedModelExport;
import org.deconas.networks.TrainableNetwork;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.NetworkShape;

/** A SavedModel in DJL's TensorFlow engine, without the service around it. */
final class DjlTensorFlow implements AutoCloseable {

    private static final int CHANNELS = 3;

    private final ZooModel<NDList, NDList> model;
    private final Predictor<NDList, NDList> predictor;

    DjlTensorFlow(Path savedModel) throws IOException, ModelException {
        model = Criteria.builder()
                .setTypes(NDList.class, NDList.class)
                .optModelPath(savedModel)
                .optEngine("TensorFlow")
                .optDevice(Device.cpu())
                .optTranslator(new NoopTranslator(null))
                .build()
                .loadModel();
        predictor = model.newPredictor();
    }

    /** Writes the published architecture with random weights. */
    static void export(NetworkShape shape, Path directory) throws IOException {
        Architecture architecture = Architecture.DECONASNET;
        try (TrainableNetwork network = TrainableNetwork.of(architecture, shape)) {
            network.initialise(name -> new Random(name.hashCode()));
            SavedModelExport.write(architecture, shape, network.weights(), directory);
        }
    }

    /** @param nhwc so many images of one size, one after another */
    float[] enlarge(float[] nhwc, int images, int width, int height) throws TranslateException {
        try (NDManager manager = model.getNDManager().newSubManager()) {
            NDList batch = new NDList(manager.create(nhwc, new Shape(images, height, width, CHANNELS)));
            try (NDList enlarged = predictor.predict(batch)) {
                return enlarged.singletonOrThrow().toFloatArray();
            }
        }
    }

    @Override
    public void close() {
        predictor.close();
        model.close();
    }
}
