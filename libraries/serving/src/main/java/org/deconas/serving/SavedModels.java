package org.deconas.serving;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.engine.EngineException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Function;
import org.tensorflow.proto.SavedModel;

/** SavedModels on disk. */
final class SavedModels {

    private SavedModels() {}

    /** The names of what a model can be asked for. */
    static Set<String> signatures(Path directory) throws IOException {
        try (InputStream file = Files.newInputStream(file(directory))) {
            SavedModel model = SavedModel.parseFrom(file);
            if (model.getMetaGraphsCount() == 0) {
                throw new IOException("The SavedModel in " + directory + " holds no graph");
            }
            return model.getMetaGraphs(0).getSignatureDefMap().keySet();
        }
    }

    /**
     * Loads a model.
     *
     * @param signature what it is asked for
     * @throws IOException when there is none or it cannot be loaded, with one line that says why
     */
    static ZooModel<NDList, NDList> load(Path directory, String signature) throws IOException {
        file(directory);
        TensorFlowEngine.load();
        try {
            return Criteria.builder()
                    .setTypes(NDList.class, NDList.class)
                    .optTranslator(new NoopTranslator(null))
                    .optOption("SignatureDefKey", signature)
                    .optModelPath(directory)
                    .optEngine(TensorFlowEngine.NAME)
                    .optDevice(Device.cpu())
                    .build()
                    .loadModel();
        } catch (ModelNotFoundException | MalformedModelException | RuntimeException e) {
            throw new IOException("The SavedModel in " + directory + " cannot be loaded: " + FirstLine.of(e), e);
        }
    }

    /**
     * Runs a model once.
     *
     * @param inputs in the order of their names
     * @param outputs takes what it gives before that is freed
     * @throws IllegalStateException when it fails
     */
    static <T> T run(ZooModel<NDList, NDList> model, Function<NDManager, NDList> inputs, Function<NDList, T> outputs) {
        try (NDManager manager = model.getNDManager().newSubManager();
                Predictor<NDList, NDList> predictor = model.newPredictor()) {
            NDList result = predictor.predict(inputs.apply(manager));
            result.attach(manager);
            return outputs.apply(result);
        } catch (TranslateException | EngineException e) {
            throw new IllegalStateException("The network failed: " + FirstLine.of(e), e);
        }
    }

    private static Path file(Path directory) throws NoSuchFileException {
        Path file = directory.resolve(ServedNetwork.SAVED_MODEL_FILE);
        if (!Files.exists(file)) {
            throw new NoSuchFileException(
                    directory + " holds no SavedModel: " + ServedNetwork.SAVED_MODEL_FILE + " is missing");
        }
        return file;
    }
}
