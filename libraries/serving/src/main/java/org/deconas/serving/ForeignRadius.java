package org.deconas.serving;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * How far a foreign network sees. It is known of networks of convolutions, depth to space and what works on each value by itself; anything
 * else may see the whole image.
 */
final class ForeignRadius {

    /** What gives each value from those at its place. */
    private static final Set<String> POINTWISE = Set.of(
            "Identity",
            "Relu",
            "Relu6",
            "LeakyRelu",
            "Elu",
            "Selu",
            "Sigmoid",
            "Tanh",
            "Softplus",
            "Abs",
            "Neg",
            "Exp",
            "Square",
            "Sqrt",
            "Add",
            "AddV2",
            "AddN",
            "BiasAdd",
            "Sub",
            "Mul",
            "RealDiv",
            "Maximum",
            "Minimum",
            "ClipByValue");

    private static final Set<String> PASSES_ON = Set.of("Identity", "ReadVariableOp", "StopGradient");
    private static final Set<String> VARIABLES = Set.of("Variable", "VariableV2", "VarHandleOp");

    /**
     * What a tensor's pixels are made of.
     *
     * @param pixels how far they see, in pixels of the image; infinite where that is not known
     * @param finer how many of them lie along one pixel of the image
     */
    private record Sight(double pixels, int finer) {
        static final Sight UNKNOWN = new Sight(Double.POSITIVE_INFINITY, 1);

        Sight further(double own) {
            return new Sight(pixels + own / finer, finer);
        }
    }

    private final ForeignNodes nodes;
    private final Map<String, Optional<Sight>> known = new HashMap<>(); // empty for what has no part of the image

    private ForeignRadius(ForeignNodes nodes, String input) {
        this.nodes = nodes;
        known.put(input, Optional.of(new Sight(0, 1)));
    }

    /** An upper bound in pixels of the image that is enlarged; empty when it is not known. */
    static OptionalInt of(GraphDef graph, String input, String output) {
        ForeignRadius radius = new ForeignRadius(new ForeignNodes(graph), input);
        double pixels = 0;
        for (String name : inOrder(radius.nodes, ForeignNodes.producer(output))) {
            Optional<Sight> sight = radius.known.get(name);
            if (sight == null) {
                sight = radius.sight(radius.nodes.find(name));
                radius.known.put(name, sight);
            }
            pixels = sight.map(Sight::pixels).orElse(0.0);
        }
        return Double.isInfinite(pixels) ? OptionalInt.empty() : OptionalInt.of((int) Math.ceil(pixels));
    }

    /** What a node needs before itself; a loop's nodes may come in any order, and are not known anyway. */
    private static List<String> inOrder(ForeignNodes nodes, String output) {
        List<String> ordered = new ArrayList<>();
        Set<String> done = new HashSet<>();
        Set<String> entered = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(output));
        while (!open.isEmpty()) {
            String name = open.peek();
            if (done.contains(name) || nodes.find(name) == null) {
                open.pop();
            } else if (entered.add(name)) {
                nodes.find(name).getInputList().stream()
                        .map(ForeignNodes::producer)
                        .filter(needed -> !entered.contains(needed))
                        .forEach(open::push);
            } else {
                open.pop();
                done.add(name);
                ordered.add(name);
            }
        }
        return ordered;
    }

    private Optional<Sight> sight(NodeDef node) {
        List<String> inputs = node.getInputList().stream()
                .filter(input -> !input.startsWith("^"))
                .toList();
        List<Sight> seen = new ArrayList<>();
        for (String input : inputs) {
            Optional<Sight> sight = known.get(ForeignNodes.producer(input));
            if (sight == null) {
                return Optional.of(Sight.UNKNOWN); // of a loop
            }
            sight.ifPresent(seen::add);
        }
        if (seen.isEmpty()) {
            return Optional.empty();
        }
        int finer = seen.get(0).finer();
        if (seen.stream().anyMatch(sight -> sight.finer() != finer)) {
            return Optional.of(Sight.UNKNOWN);
        }
        Sight furthest =
                new Sight(seen.stream().mapToDouble(Sight::pixels).max().orElseThrow(), finer);
        return Optional.of(through(node, inputs, furthest));
    }

    private Sight through(NodeDef node, List<String> inputs, Sight sight) {
        if (POINTWISE.contains(node.getOp()) || node.getOp().equals("ConcatV2") && isAlongChannels(inputs)) {
            return sight;
        }
        return switch (node.getOp()) {
            case "Conv2D", "DepthwiseConv2dNative" -> convolution(node, inputs, sight);
            case "DepthToSpace" -> depthToSpace(node, sight);
            case "FusedBatchNorm", "FusedBatchNormV2", "FusedBatchNormV3" ->
                node.getAttrOrDefault(
                                        "is_training",
                                        AttrValue.newBuilder().setB(true).build())
                                .getB()
                        ? Sight.UNKNOWN
                        : sight;
            default -> Sight.UNKNOWN;
        };
    }

    private boolean isAlongChannels(List<String> inputs) {
        NodeDef axis = source(inputs.get(inputs.size() - 1));
        if (axis == null || !axis.getOp().equals("Const")) {
            return false;
        }
        TensorProto tensor = axis.getAttrOrThrow("value").getTensor();
        int value = tensor.getIntValCount() > 0
                ? tensor.getIntVal(0)
                : tensor.getTensorContent().isEmpty()
                        ? 0
                        : tensor.getTensorContent().byteAt(0);
        return value == 3 || value == -1;
    }

    private static boolean isNhwc(NodeDef node) {
        String format = node.getAttrOrDefault("data_format", AttrValue.getDefaultInstance())
                .getS()
                .toStringUtf8();
        return format.isEmpty() || format.equals("NHWC");
    }

    private static List<Long> four(NodeDef node, String attribute) {
        List<Long> values = node.getAttrOrDefault(attribute, AttrValue.getDefaultInstance())
                .getList()
                .getIList();
        return values.isEmpty() ? List.of(1L, 1L, 1L, 1L) : values;
    }

    private Sight convolution(NodeDef node, List<String> inputs, Sight sight) {
        List<Long> dilations = four(node, "dilations");
        Optional<TensorShapeProto> kernel = shape(inputs.get(1));
        boolean same = node.getAttrOrThrow("padding").getS().toStringUtf8().equals("SAME");
        boolean everyPixel = four(node, "strides").stream().allMatch(stride -> stride == 1);
        if (!isNhwc(node) || !same || !everyPixel || kernel.isEmpty()) {
            return Sight.UNKNOWN;
        }
        long rows = kernel.get().getDim(0).getSize() / 2 * dilations.get(1);
        long columns = kernel.get().getDim(1).getSize() / 2 * dilations.get(2);
        return sight.further(Math.max(rows, columns));
    }

    private static Sight depthToSpace(NodeDef node, Sight sight) {
        return isNhwc(node)
                ? new Sight(
                        sight.pixels(),
                        Math.toIntExact(sight.finer()
                                * node.getAttrOrThrow("block_size").getI()))
                : Sight.UNKNOWN;
    }

    /** The constant or variable that a tensor is. */
    private NodeDef source(String tensor) {
        NodeDef node = nodes.find(ForeignNodes.producer(tensor));
        while (node != null && PASSES_ON.contains(node.getOp())) {
            node = nodes.find(ForeignNodes.producer(node.getInput(0)));
        }
        return node;
    }

    private Optional<TensorShapeProto> shape(String tensor) {
        NodeDef node = source(tensor);
        if (node == null) {
            return Optional.empty();
        }
        Optional<TensorShapeProto> shape = Optional.empty();
        if (node.getOp().equals("Const")) {
            shape = Optional.of(node.getAttrOrThrow("value").getTensor().getTensorShape());
        } else if (VARIABLES.contains(node.getOp())) {
            shape = Optional.of(node.getAttrOrThrow("shape").getShape());
        }
        return shape.filter(found -> found.getDimCount() == 4);
    }
}
