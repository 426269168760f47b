package org.deconas.onnx;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/**
 * The graph of a SavedModel with the signature {@code serving_default}: one image tensor in, one out, NHWC.
 *
 * @param nodes by their names
 * @param input node that the image is fed to
 * @param inputChannels of that image
 * @param output node that gives the enlarged image
 * @param outputChannels of that image
 */
record SavedModelGraph(
        Map<String, NodeDef> nodes, String input, long inputChannels, String output, long outputChannels) {

    private static final String SIGNATURE = "serving_default";
    private static final int RANK = 4;
    private static final int CHANNELS = 3;

    static SavedModelGraph read(Path file) throws IOException {
        SavedModel model;
        try {
            model = SavedModel.parseFrom(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(
                    file.getParent() + " holds no SavedModel: " + file.getFileName() + " is missing");
        } catch (InvalidProtocolBufferException e) {
            throw new UntranslatableException(file.getFileName() + " is damaged: " + e.getMessage());
        }
        MetaGraphDef graph = model.getMetaGraphsList().stream()
                .filter(candidate -> candidate.containsSignatureDef(SIGNATURE))
                .findFirst()
                .orElseThrow(() -> new UntranslatableException("it has no signature " + SIGNATURE));
        SignatureDef signature = graph.getSignatureDefOrThrow(SIGNATURE);
        TensorInfo input = single("input", signature.getInputsMap());
        TensorInfo output = single("output", signature.getOutputsMap());
        Map<String, NodeDef> nodes = new HashMap<>();
        graph.getGraphDef().getNodeList().forEach(node -> nodes.put(node.getName(), node));
        return new SavedModelGraph(
                nodes,
                producer(input.getName()),
                input.getTensorShape().getDim(CHANNELS).getSize(),
                producer(output.getName()),
                output.getTensorShape().getDim(CHANNELS).getSize());
    }

    private static TensorInfo single(String kind, Map<String, TensorInfo> tensors) {
        if (tensors.size() != 1) {
            throw new UntranslatableException(
                    "its signature has " + tensors.size() + " " + kind + "s, but it must have one");
        }
        TensorInfo tensor = tensors.values().iterator().next();
        if (tensor.getDtype() != DataType.DT_FLOAT || tensor.getTensorShape().getDimCount() != RANK) {
            throw new UntranslatableException("its " + kind
                    + " must be float32 of rank 4 (batch, height, width, channels), but is " + tensor.getDtype()
                    + " of rank " + tensor.getTensorShape().getDimCount());
        }
        return tensor;
    }

    /** The node of that name. */
    NodeDef node(String name) {
        NodeDef node = nodes.get(name);
        if (node == null) {
            throw new UntranslatableException("node '" + name + "' is missing");
        }
        return node;
    }

    /** Names of the nodes whose outputs are that node's inputs. */
    List<String> inputs(NodeDef node) {
        return node.getInputList().stream()
                .filter(input -> !input.startsWith("^")) // those only say what has to run first
                .map(SavedModelGraph::producer)
                .toList();
    }

    /** Name of the node whose output is that input. */
    String input(NodeDef node, int index) {
        List<String> inputs = inputs(node);
        if (index >= inputs.size()) {
            throw new UntranslatableException(
                    describe(node) + " has " + inputs.size() + " inputs, but needs " + (index + 1) + " or more");
        }
        return inputs.get(index);
    }

    /** The node whose output is that input, where nodes that only pass it on are passed over. */
    NodeDef source(NodeDef node, int index) {
        NodeDef source = node(input(node, index));
        while (source.getOp().equals("Identity")) {
            source = node(input(source, 0));
        }
        return source;
    }

    /** Whether that node's output goes to one input of one node only. */
    boolean isUsedOnce(NodeDef node) {
        long uses = nodes.values().stream()
                .flatMap(user -> inputs(user).stream())
                .filter(node.getName()::equals)
                .count();
        return uses == 1 && !node.getName().equals(output);
    }

    static AttrValue attribute(NodeDef node, String name) {
        return node.getAttrOrDefault(name, AttrValue.getDefaultInstance());
    }

    static String text(NodeDef node, String attribute) {
        return attribute(node, attribute).getS().toStringUtf8();
    }

    /** An attribute of four integers, one for each dimension of NHWC; all 1 where it is not set. */
    static int[] perDimension(NodeDef node, String attribute) {
        List<Long> values = attribute(node, attribute).getList().getIList();
        int[] all = new int[RANK];
        Arrays.fill(all, 1);
        for (int i = 0; i < values.size() && i < RANK; i++) {
            all[i] = Math.toIntExact(values.get(i));
        }
        return all;
    }

    /** Refuses a node whose activations are not laid out as batch, height, width, channels. */
    static void requireNhwc(NodeDef node) {
        String format = text(node, "data_format");
        if (!format.isEmpty() && !format.equals("NHWC")) {
            throw new UntranslatableException(
                    describe(node) + " has data format " + format + ", but only NHWC is known");
        }
    }

    static String describe(NodeDef node) {
        return "operation " + node.getOp() + " of node '" + node.getName() + "'";
    }

    private static String producer(String tensor) {
        int colon = tensor.indexOf(':');
        if (colon < 0) {
            return tensor;
        }
        if (!tensor.endsWith(":0")) {
            throw new UntranslatableException("tensor '" + tensor + "' is not the first output of its node");
        }
        return tensor.substring(0, colon);
    }
}
