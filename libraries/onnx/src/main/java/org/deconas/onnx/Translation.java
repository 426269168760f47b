package org.deconas.onnx;

import static org.deconas.onnx.OnnxGraph.integer;
import static org.deconas.onnx.OnnxGraph.integers;
import static org.deconas.onnx.OnnxGraph.text;

import ai.onnx.proto.OnnxMl.GraphProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.NodeDef;

/**
 * From a TensorFlow graph to one of ONNX, walking back from the output. Activations change from NHWC to NCHW, so that every axis,
 * kernel and constant does; values keep the names of TensorFlow's tensors.
 */
final class Translation {

    private static final int CHANNELS = 3;
    private static final int RANK = 4;

    private final SavedModelGraph graph;
    private final OnnxGraph onnx = new OnnxGraph();
    private final Map<String, String> values = new HashMap<>();
    private final Set<String> underWay = new HashSet<>();

    Translation(SavedModelGraph graph) {
        this.graph = graph;
    }

    GraphProto graph() {
        onnx.input(OnnxExport.INPUT, graph.inputChannels(), "height", "width");
        values.put(graph.input(), OnnxExport.INPUT);
        onnx.node("Identity", OnnxExport.OUTPUT, List.of(value(graph.output())));
        onnx.output(OnnxExport.OUTPUT, graph.outputChannels(), "enlarged_height", "enlarged_width");
        return onnx.build();
    }

    /** The ONNX value that a node's output has become. */
    private String value(String name) {
        String known = values.get(name);
        if (known != null) {
            return known;
        }
        if (!underWay.add(name)) {
            throw new UntranslatableException("node '" + name + "' needs its own output");
        }
        String value = translate(graph.node(name));
        values.put(name, value);
        return value;
    }

    private String translate(NodeDef node) {
        return switch (node.getOp()) {
            case "Identity", "PlaceholderWithDefault" -> value(graph.input(node, 0));
            case "Const" -> onnx.constant(Constant.of(node).asOperand());
            case "Relu", "Sigmoid", "Sub", "Mul", "Add" -> node(node.getOp(), node);
            case "AddV2" -> node("Add", node);
            case "AddN" -> node("Sum", node);
            case "Conv2D", "DepthwiseConv2dNative", "BatchToSpaceND" -> convolution(node, node, List.of());
            case "BiasAdd" -> biasAdd(node);
            case "ConcatV2" -> concatenation(node);
            case "Mean" -> mean(node);
            case "DepthToSpace" -> depthToSpace(node);
            default ->
                throw new UntranslatableException(
                        SavedModelGraph.describe(node) + " is not among those that are known");
        };
    }

    private String node(String operator, NodeDef node) {
        return onnx.node(operator, tensor(node), values(graph.inputs(node)));
    }

    /** A convolution takes its bias with it, unless something else uses it without. */
    private String biasAdd(NodeDef node) {
        SavedModelGraph.requireNhwc(node);
        Constant bias = Constant.of(graph.source(node, 1));
        NodeDef biased = graph.node(graph.input(node, 0));
        if (Convolution.isAt(biased) && graph.isUsedOnce(biased)) {
            return convolution(biased, node, List.of(bias.asBias()));
        }
        return onnx.node("Add", tensor(node), List.of(value(biased.getName()), onnx.constant(bias.asOperand())));
    }

    /** @param result node whose output it becomes */
    private String convolution(NodeDef node, NodeDef result, List<Constant> bias) {
        Convolution convolution = Convolution.at(graph, node);
        Constant kernel = convolution.kernel();
        List<String> inputs = new ArrayList<>(List.of(value(convolution.input()), onnx.constant(kernel)));
        bias.forEach(constant -> inputs.add(onnx.constant(constant)));
        return onnx.node(
                "Conv",
                tensor(result),
                inputs,
                integers("dilations", convolution.dilations()),
                integer("group", convolution.groups()),
                integers("kernel_shape", kernel.shape()[2], kernel.shape()[3]),
                integers("pads", convolution.pads()));
    }

    private String concatenation(NodeDef node) {
        List<String> inputs = graph.inputs(node);
        int last = inputs.size() - 1;
        int[] axis = Constant.integers(graph.source(node, last));
        if (axis[0] != CHANNELS && axis[0] != CHANNELS - RANK) {
            throw new UntranslatableException(SavedModelGraph.describe(node) + " is along axis " + axis[0]
                    + ", but only channels (axis 3) are known");
        }
        return onnx.node("Concat", tensor(node), values(inputs.subList(0, last)), integer("axis", 1));
    }

    private String mean(NodeDef node) {
        int[] axes = Constant.integers(graph.source(node, 1));
        boolean keepsRank = SavedModelGraph.attribute(node, "keep_dims").getB();
        if (!keepsRank || !Arrays.equals(axes, new int[] {1, 2})) {
            throw new UntranslatableException(SavedModelGraph.describe(node)
                    + " is known only over height and width (axes 1, 2) with the dimensions kept");
        }
        return onnx.node("GlobalAveragePool", tensor(node), List.of(value(graph.input(node, 0))));
    }

    /** TensorFlow's order of the channels, block by block, is what ONNX calls depth, column, row. */
    private String depthToSpace(NodeDef node) {
        SavedModelGraph.requireNhwc(node);
        return onnx.node(
                "DepthToSpace",
                tensor(node),
                List.of(value(graph.input(node, 0))),
                integer(
                        "blocksize",
                        SavedModelGraph.attribute(node, "block_size").getI()),
                text("mode", "DCR"));
    }

    private List<String> values(List<String> names) {
        return names.stream().map(this::value).toList();
    }

    private static String tensor(NodeDef node) {
        return node.getName() + ":0";
    }
}
