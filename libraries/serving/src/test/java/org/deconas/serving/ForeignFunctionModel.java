package org.deconas.serving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.op.train.Save;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.MetaGraphDef.MetaInfoDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;

/** A SavedModel as TensorFlow 2 writes it: its layers are a function, its weights a resource that a checkpoint fills. */
final class ForeignFunctionModel {

    static final String INPUT = "serving_default_lowres";
    static final String OUTPUT = "PartitionedCall_output";

    private static final Shape KERNEL = Shape.of(3, 3, 3, 12);

    private ForeignFunctionModel() {}

    static Path write(Path directory, float[] weights) throws IOException {
        TensorFlowEngine.load();
        Path variables = Files.createDirectories(directory.resolve("variables")).resolve("variables");
        try (Graph graph = new Graph();
                ConcreteFunction layers = ConcreteFunction.create(ForeignFunctionModel::layers)) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> image = image(tf.withName(INPUT));
            VarHandleOp kernel =
                    tf.withName("kernel").varHandleOp(TFloat32.class, KERNEL, VarHandleOp.sharedName("kernel"));
            Operand<TFloat32> read = tf.withName("kernel_read").readVariableOp(kernel, TFloat32.class);
            Operand<?> enlarged =
                    layers.call(tf, Map.of("image", image, "kernel", read)).get("enlarged");
            @SuppressWarnings("unchecked")
            Operand<TFloat32> end = tf.withName(OUTPUT).identity((Operand<TFloat32>) enlarged);
            Operand<TString> file = tf.withName("saver_filename").placeholder(TString.class);
            Operand<TString> names = tf.array("kernel");
            Operand<TString> slices = tf.array("");
            Save save = tf.withName("save").train.save(file, names, slices, List.of(read));
            Operand<?> restored = tf.train
                    .restore(file, names, slices, List.of(TFloat32.class))
                    .iterator()
                    .next();
            tf.withName("restore_all").assignVariableOp(kernel, restored);
            Op initial = tf.assignVariableOp(kernel, tf.constant(KERNEL, DataBuffers.of(weights)));
            try (Session session = new Session(graph);
                    TString name = TString.scalarOf(variables.toString())) {
                session.runner().addTarget(initial.op()).run().close();
                session.runner().feed(file, name).addTarget(save.op()).run().close();
            }
            MetaGraphDef meta = MetaGraphDef.newBuilder()
                    .setMetaInfoDef(MetaInfoDef.newBuilder().addTags("serve"))
                    .setGraphDef(graph.toGraphDef())
                    .setSaverDef(SaverDef.newBuilder()
                            .setFilenameTensorName("saver_filename:0")
                            .setSaveTensorName("save:0")
                            .setRestoreOpName("restore_all")
                            .setVersion(SaverDef.CheckpointFormatVersion.V2))
                    .putSignatureDef(
                            "serving_default",
                            SignatureDef.newBuilder()
                                    .setMethodName("tensorflow/serving/predict")
                                    .putInputs("lowres", tensor(INPUT))
                                    .putOutputs("superres", tensor(end.op().name()))
                                    .build())
                    .build();
            SavedModel.Builder model =
                    SavedModel.newBuilder().setSavedModelSchemaVersion(1).addMetaGraphs(meta);
            Files.write(
                    directory.resolve(ServedNetwork.SAVED_MODEL_FILE),
                    model.build().toByteArray());
        }
        return directory;
    }

    private static Signature layers(Ops tf) {
        Operand<TFloat32> image = image(tf);
        Operand<TFloat32> kernel = tf.placeholder(TFloat32.class, Placeholder.shape(KERNEL));
        Operand<TFloat32> maps = tf.nn.conv2d(image, kernel, List.of(1L, 1L, 1L, 1L), "SAME");
        return Signature.builder("layers")
                .input("image", image)
                .input("kernel", kernel)
                .output("enlarged", tf.nn.depthToSpace(tf.math.sigmoid(maps), 2L))
                .build();
    }

    private static Operand<TFloat32> image(Ops tf) {
        return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1, -1, 3)));
    }

    private static TensorInfo tensor(String node) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (long size : new long[] {-1, -1, -1, 3}) {
            shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
        }
        return TensorInfo.newBuilder()
                .setName(node + ":0")
                .setDtype(DataType.DT_FLOAT)
                .setTensorShape(shape)
                .build();
    }
}
