package org.deconas.serving;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.deconas.imaging.RgbImage;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.MetaGraphDef.MetaInfoDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/** A foreign network with what lies around it, as a SavedModel: the same bytes for the same network. Its variables stay as they are. */
final class ForeignModel {

    /** Signature of what is only tried: input {@code lr}, output {@code given}, what the network itself gives. */
    static final String TRIAL = "trial";

    private static final String METHOD = "tensorflow/serving/predict";
    private static final List<String> FILES = List.of("variables", "assets");

    private final ForeignGraph foreign;
    private final ForeignAdapter adapter;
    private final OptionalInt radius;
    private final GraphDef graph;

    ForeignModel(ForeignGraph foreign, ForeignColours colours, ForeignRange range, OptionalInt radius) {
        this.foreign = foreign;
        GraphDef own = foreign.meta().getGraphDef();
        this.adapter = new ForeignAdapter(colours, range, new ForeignNodes(own).names());
        this.radius = radius;
        this.graph = adapter.around(own, foreign.input(), foreign.output(), radius.orElse(0));
    }

    /** Writes it with the one signature {@link #TRIAL}, and its variables. */
    void writeForTrial(Path directory) throws IOException {
        if (foreign.savedModel().isPresent()) {
            for (String files : FILES) {
                copy(foreign.savedModel().get().resolve(files), directory.resolve(files));
            }
        }
        write(directory, Map.of(TRIAL, signature(Map.of("given", tensor(adapter.given(), DataType.DT_FLOAT)))));
    }

    /** Writes it as it is served: with a signature for tiles if it is known how far it sees. */
    void write(Path directory) throws IOException {
        TensorInfo enlarged = tensor(adapter.enlarged(), DataType.DT_FLOAT, -1, -1, -1, RgbImage.CHANNELS);
        Map<String, SignatureDef> signatures = new LinkedHashMap<>();
        signatures.put(ServedNetwork.WHOLE, signature(Map.of("sr", enlarged)));
        if (radius.isPresent()) {
            signatures.put(
                    TiledNetwork.TILE,
                    signature(Map.of("radius", tensor(adapter.radius(), DataType.DT_INT32), "sr", enlarged)));
        }
        write(directory, signatures);
    }

    private SignatureDef signature(Map<String, TensorInfo> outputs) {
        return SignatureDef.newBuilder()
                .setMethodName(METHOD)
                .putInputs("lr", tensor(adapter.image(), DataType.DT_FLOAT, -1, -1, -1, RgbImage.CHANNELS))
                .putAllOutputs(outputs)
                .build();
    }

    private static TensorInfo tensor(String name, DataType type, long... shape) {
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
        for (long size : shape) {
            dimensions.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
        }
        if (shape.length == 0 && type == DataType.DT_FLOAT) {
            dimensions.setUnknownRank(true);
        }
        return TensorInfo.newBuilder()
                .setName(name)
                .setDtype(type)
                .setTensorShape(dimensions)
                .build();
    }

    private void write(Path directory, Map<String, SignatureDef> signatures) throws IOException {
        MetaGraphDef meta = foreign.meta().toBuilder()
                .setMetaInfoDef(MetaInfoDef.newBuilder().addTags("serve"))
                .setGraphDef(graph)
                .clearSignatureDef()
                .putAllSignatureDef(signatures)
                .build();
        SavedModel model = SavedModel.newBuilder()
                .setSavedModelSchemaVersion(1)
                .addMetaGraphs(meta)
                .build();
        byte[] bytes = new byte[model.getSerializedSize()];
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.useDeterministicSerialization();
        model.writeTo(out);
        out.checkNoSpaceLeft();
        Files.write(directory.resolve(ServedNetwork.SAVED_MODEL_FILE), bytes);
    }

    private static void copy(Path from, Path to) throws IOException {
        if (!Files.isDirectory(from)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(from)) {
            for (Path path : walk.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }
}
