package org.deconas.serving;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/**
 * A network of others as it was found: a frozen graph, or a SavedModel with its variables.
 *
 * @param meta its graph
 * @param savedModel where its variables lie; empty for a frozen graph
 * @param input node that takes the image
 * @param output tensor that gives the enlarged image
 * @param channels of the image, where that is known
 */
record ForeignGraph(MetaGraphDef meta, Optional<Path> savedModel, String input, String output, OptionalInt channels) {

    private static final String DEFAULT_SIGNATURE = "serving_default";
    private static final String SERVE = "serve";
    private static final int RANK = 4;
    private static final Set<Long> CHANNELS = Set.of(1L, 3L);

    /**
     * @param path of a SavedModel's directory or a frozen graph
     * @throws ForeignNetworkException when it is none, or what it is cannot be told without more being said
     */
    static ForeignGraph read(Path path, ForeignWishes wishes) throws IOException {
        if (Files.isDirectory(path)) {
            return ofSavedModel(path, wishes);
        }
        if (path.endsWith(ServedNetwork.SAVED_MODEL_FILE)) {
            return ofSavedModel(path.toAbsolutePath().getParent(), wishes);
        }
        return ofFrozenGraph(path, wishes);
    }

    private static ForeignGraph ofFrozenGraph(Path file, ForeignWishes wishes) throws IOException {
        GraphDef graph;
        try {
            graph = GraphDef.parseFrom(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException("There is no file " + file);
        } catch (InvalidProtocolBufferException e) {
            throw noGraph(file);
        }
        if (graph.getNodeList().stream().noneMatch(node -> !node.getOp().isEmpty())) {
            throw noGraph(file);
        }
        if (wishes.signature().isPresent()) {
            throw new ForeignNetworkException("A frozen graph has no signatures; name --input and --output instead");
        }
        ForeignNodes nodes = new ForeignNodes(graph);
        String input = wishes.input().isPresent()
                ? ForeignNodes.producer(wishes.input().get())
                : single("placeholder", "--input", nodes.placeholders());
        OptionalInt channels = requireImages(nodes, input);
        String output =
                wishes.output().isPresent() ? wishes.output().get() : single("end", "--output", nodes.ends(input));
        Set<String> needed = requireLeadsFromTo(nodes, input, output);
        GraphDef.Builder used = graph.toBuilder().clearNode();
        graph.getNodeList().stream()
                .filter(node -> needed.contains(node.getName()))
                .forEach(used::addNode);
        return new ForeignGraph(
                MetaGraphDef.newBuilder().setGraphDef(used).build(), Optional.empty(), input, output, channels);
    }

    private static ForeignNetworkException noGraph(Path file) {
        return new ForeignNetworkException(file + " is no frozen TensorFlow graph (a binary GraphDef, .pb), nor the"
                + " directory of a SavedModel");
    }

    private static ForeignGraph ofSavedModel(Path directory, ForeignWishes wishes) throws IOException {
        SavedModel model;
        try {
            model = SavedModel.parseFrom(Files.readAllBytes(directory.resolve(ServedNetwork.SAVED_MODEL_FILE)));
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(
                    directory + " holds no SavedModel: " + ServedNetwork.SAVED_MODEL_FILE + " is missing");
        } catch (InvalidProtocolBufferException e) {
            throw new ForeignNetworkException("The SavedModel in " + directory + " is damaged");
        }
        MetaGraphDef meta = model.getMetaGraphsList().stream()
                .filter(graph -> graph.getMetaInfoDef().getTagsList().contains(SERVE))
                .findFirst()
                .orElseThrow(() -> new ForeignNetworkException(
                        "The SavedModel in " + directory + " has no graph with the tag '" + SERVE + "'"));
        SignatureDef signature = signature(meta, wishes);
        ForeignNodes nodes = new ForeignNodes(meta.getGraphDef());
        String input = ForeignNodes.producer(tensor("input", "--input", signature.getInputsMap(), wishes.input())
                .getName());
        String output = tensor("output", "--output", signature.getOutputsMap(), wishes.output())
                .getName();
        OptionalInt channels = requireImages(nodes, input);
        requireLeadsFromTo(nodes, input, output);
        return new ForeignGraph(meta, Optional.of(directory), input, output, channels);
    }

    private static SignatureDef signature(MetaGraphDef meta, ForeignWishes wishes) throws ForeignNetworkException {
        Map<String, SignatureDef> usable = new TreeMap<>(meta.getSignatureDefMap());
        usable.values().removeIf(signature -> signature.getInputsCount() == 0 || signature.getOutputsCount() == 0);
        if (wishes.signature().isPresent()) {
            String name = wishes.signature().get();
            if (!usable.containsKey(name)) {
                throw new ForeignNetworkException(
                        "The SavedModel has no signature '" + name + "'; there are " + listed(usable.keySet()));
            }
            return usable.get(name);
        }
        return usable.containsKey(DEFAULT_SIGNATURE)
                ? usable.get(DEFAULT_SIGNATURE)
                : usable.get(single("signature", "--signature", List.copyOf(usable.keySet())));
    }

    private static TensorInfo tensor(
            String kind, String option, Map<String, TensorInfo> tensors, Optional<String> wished)
            throws ForeignNetworkException {
        Map<String, TensorInfo> sorted = new TreeMap<>(tensors);
        if (wished.isEmpty()) {
            return sorted.get(single(kind, option, List.copyOf(sorted.keySet())));
        }
        return sorted.entrySet().stream()
                .filter(entry -> entry.getKey().equals(wished.get())
                        || entry.getValue().getName().equals(wished.get())
                        || ForeignNodes.producer(entry.getValue().getName()).equals(wished.get()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new ForeignNetworkException("The signature has no " + kind + " '" + wished.get()
                        + "'; there are " + listed(sorted.keySet())));
    }

    private static String single(String kind, String option, List<String> candidates) throws ForeignNetworkException {
        if (candidates.size() != 1) {
            throw new ForeignNetworkException(
                    candidates.isEmpty()
                            ? "The network has no " + kind
                            : "The network has " + candidates.size() + " " + kind + "s; choose one with " + option
                                    + ": " + listed(candidates));
        }
        return candidates.get(0);
    }

    private static String listed(Iterable<String> names) {
        String all = String.join(", ", names);
        return all.isEmpty() ? "none" : all;
    }

    /** Everything that the output needs. */
    private static Set<String> requireLeadsFromTo(ForeignNodes nodes, String input, String output)
            throws ForeignNetworkException {
        String end = ForeignNodes.producer(output);
        if (nodes.find(end) == null) {
            throw new ForeignNetworkException("The network has no node '" + end + "'; "
                    + "what its input leads to ends in " + listed(nodes.ends(input)));
        }
        Set<String> needed = nodes.needs(end);
        if (!needed.contains(input)) {
            throw new ForeignNetworkException("'" + output + "' does not depend on the input '" + input
                    + "'; that leads to " + listed(nodes.ends(input)));
        }
        List<String> more = nodes.placeholders().stream()
                .filter(name -> needed.contains(name) && !name.equals(input))
                .toList();
        if (!more.isEmpty()) {
            throw new ForeignNetworkException("'" + output + "' needs more than the image: " + listed(more)
                    + "; export the network for inference alone, with constants in their place");
        }
        return needed;
    }

    private static OptionalInt requireImages(ForeignNodes nodes, String input) throws ForeignNetworkException {
        NodeDef node = nodes.find(input);
        if (node == null || !node.getOp().equals(ForeignNodes.PLACEHOLDER)) {
            throw new ForeignNetworkException(
                    "The network has no placeholder '" + input + "'; there are " + listed(nodes.placeholders()));
        }
        DataType type = node.getAttrOrThrow("dtype").getType();
        if (type != DataType.DT_FLOAT) {
            throw new ForeignNetworkException("The input '" + input + "' takes "
                    + type.name().substring("DT_".length()).toLowerCase() + "; only float32 is taken");
        }
        TensorShapeProto shape = node.containsAttr("shape")
                ? node.getAttrOrThrow("shape").getShape()
                : TensorShapeProto.newBuilder().setUnknownRank(true).build();
        // Older graphs say so little as a scalar's shape
        return shape.getUnknownRank() || shape.getDimCount() == 0
                ? OptionalInt.empty()
                : channels(
                        input,
                        shape.getDimList().stream()
                                .map(TensorShapeProto.Dim::getSize)
                                .toList());
    }

    private static OptionalInt channels(String input, List<Long> shape) throws ForeignNetworkException {
        String seen = "The input '" + input + "' has the shape " + shape;
        if (shape.size() != RANK) {
            throw new ForeignNetworkException(
                    seen + "; [batch, height, width, channels] is taken, with 1 or 3 channels");
        }
        long channels = shape.get(RANK - 1);
        if (channels < 0) {
            return OptionalInt.empty();
        }
        if (!CHANNELS.contains(channels)) {
            throw new ForeignNetworkException(
                    CHANNELS.contains(shape.get(1))
                            ? seen + ", which is NCHW; only NHWC is taken: [batch, height, width, channels]"
                            : seen + ", " + channels + " channels; 3 (RGB or BGR) or 1 (luma) are taken");
        }
        return OptionalInt.of((int) channels);
    }
}
