package org.deconas.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** The same model in TensorFlow and in ONNX Runtime. */
final class Runtimes implements AutoCloseable {

    private final SavedModelBundle tensorFlow;
    private final OrtSession onnxRuntime;

    Runtimes(Path savedModel, Path onnxModel) throws OrtException {
        tensorFlow = SavedModelBundle.load(savedModel.toString(), "serve");
        onnxRuntime = OrtEnvironment.getEnvironment().createSession(onnxModel.toString());
    }

    /** The largest difference between what the two make of these images. */
    double differenceOn(Images images) throws OrtException {
        Images expected = inTensorFlow(images);
        Images actual = inOnnxRuntime(images);
        if (actual.height() != expected.height() || actual.width() != expected.width()) {
            throw new AssertionError("ONNX Runtime gives " + actual + ", TensorFlow " + expected);
        }
        return actual.furthestFrom(expected);
    }

    private Images inTensorFlow(Images images) {
        try (TFloat32 image = TFloat32.tensorOf(
                        Shape.of(images.count(), images.height(), images.width(), Images.CHANNELS),
                        DataBuffers.of(images.values()));
                Result result = tensorFlow.function("serving_default").call(Map.of("lr", image))) {
            TFloat32 enlarged = (TFloat32) result.get("sr").orElseThrow();
            float[] values = new float[(int) enlarged.size()];
            enlarged.asRawTensor().data().asFloats().read(values);
            long[] shape = enlarged.shape().asArray();
            return new Images((int) shape[0], (int) shape[1], (int) shape[2], values);
        }
    }

    private Images inOnnxRuntime(Images images) throws OrtException {
        long[] shape = {images.count(), Images.CHANNELS, images.height(), images.width()};
        try (OnnxTensor image = OnnxTensor.createTensor(
                        OrtEnvironment.getEnvironment(), FloatBuffer.wrap(images.channelsFirst()), shape);
                OrtSession.Result result = onnxRuntime.run(Map.of("image", image))) {
            OnnxTensor enlarged = (OnnxTensor) result.get("enlarged").orElseThrow();
            long[] given = enlarged.getInfo().getShape();
            float[] values = new float[enlarged.getFloatBuffer().remaining()];
            enlarged.getFloatBuffer().get(values);
            return Images.ofChannelsFirst((int) given[0], (int) given[2], (int) given[3], values);
        }
    }

    @Override
    public void close() throws OrtException {
        onnxRuntime.close();
        tensorFlow.close();
    }
}
