package org.deconas.serving;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.ZooModel;
import java.io.IOException;
import java.nio.file.Path;
import org.deconas.imaging.RgbImage;

/** A network in DJL's TensorFlow engine, on whole images. */
final class TensorFlowRuns implements NetworkRuntime.Runs {

    private final ZooModel<NDList, NDList> model;
    private final int scale;

    private TensorFlowRuns(ZooModel<NDList, NDList> model, int scale) {
        this.model = model;
        this.scale = scale;
    }

    static TensorFlowRuns open(Path savedModelDirectory, int scale) throws IOException {
        return new TensorFlowRuns(SavedModels.load(savedModelDirectory, ServedNetwork.WHOLE), scale);
    }

    @Override
    public float[] run(float[] images, int count, int width, int height) {
        Shape shape = new Shape(count, height, width, RgbImage.CHANNELS);
        Shape expected = new Shape(count, (long) height * scale, (long) width * scale, RgbImage.CHANNELS);
        return SavedModels.run(model, manager -> new NDList(manager.create(images, shape)), outputs -> {
            NDArray output = outputs.singletonOrThrow();
            if (!expected.equals(output.getShape())) {
                throw new IllegalStateException("The network gives " + output.getShape() + ", but at scale " + scale
                        + " it must give " + expected);
            }
            return output.toFloatArray();
        });
    }

    @Override
    public void close() {
        model.close();
    }
}
