package org.deconas.onnx;

import java.util.Arrays;
import org.tensorflow.proto.NodeDef;

/**
 * A convolution with stride 1 as ONNX has it.
 *
 * @param node whose output it gives
 * @param input name of the node that it convolves
 * @param kernel [outputs, inputs of a group, height, width]
 * @param groups of channels that are convolved apart from each other
 * @param pads zeros around the image: top, left, bottom, right
 * @param dilations distance of the kernel's taps, vertically and horizontally
 */
record Convolution(NodeDef node, String input, Constant kernel, long groups, long[] pads, long[] dilations) {

    private static final int HEIGHT = 1;
    private static final int WIDTH = 2;

    /** Whether that node gives the output of a convolution. */
    static boolean isAt(NodeDef node) {
        return switch (node.getOp()) {
            case "Conv2D", "DepthwiseConv2dNative", "BatchToSpaceND" -> true;
            default -> false;
        };
    }

    /** The convolution whose output that node gives. */
    static Convolution at(SavedModelGraph graph, NodeDef node) {
        return node.getOp().equals("BatchToSpaceND") ? dealt(graph, node) : plain(graph, node);
    }

    private static Convolution plain(SavedModelGraph graph, NodeDef node) {
        requireStrideOne(node);
        Constant weights = Constant.of(graph.source(node, 1));
        boolean depthwise = node.getOp().equals("DepthwiseConv2dNative");
        Constant kernel = depthwise ? weights.asDepthwiseKernel() : weights.asKernel();
        int[] all = SavedModelGraph.perDimension(node, "dilations");
        long[] dilations = {all[HEIGHT], all[WIDTH]};
        return new Convolution(
                node,
                graph.input(node, 0),
                kernel,
                depthwise ? weights.shape()[2] : 1,
                pads(node, kernel, dilations),
                dilations);
    }

    /** Zeros around the image by the rule of TensorFlow: as many as keep its size, the odd one at the end, or none. */
    private static long[] pads(NodeDef node, Constant kernel, long[] dilations) {
        String padding = SavedModelGraph.text(node, "padding");
        if (padding.equals("VALID")) {
            return new long[4];
        }
        if (!padding.equals("SAME")) {
            throw new UntranslatableException(
                    SavedModelGraph.describe(node) + " has padding " + padding + ", but only SAME and VALID are known");
        }
        long vertical = dilations[0] * (kernel.shape()[2] - 1);
        long horizontal = dilations[1] * (kernel.shape()[3] - 1);
        return new long[] {vertical / 2, horizontal / 2, vertical - vertical / 2, horizontal - horizontal / 2};
    }

    /**
     * A dilated convolution that deals the image to several (SpaceToBatchND), convolves each without padding, and puts them together
     * again (BatchToSpaceND). What was added around the image less what is cut off again is the convolution's padding; it must not depend
     * on the image's size, which is looked at for all sizes that leave different remainders.
     */
    private static Convolution dealt(SavedModelGraph graph, NodeDef together) {
        NodeDef convolution = graph.source(together, 0);
        if (!convolution.getOp().equals("Conv2D")) {
            throw pattern(together, "it follows " + convolution.getOp() + " in place of Conv2D");
        }
        Convolution inner = plain(graph, convolution);
        NodeDef deal = graph.source(convolution, 0);
        if (!deal.getOp().equals("SpaceToBatchND")) {
            throw pattern(together, "its convolution follows " + deal.getOp() + " in place of SpaceToBatchND");
        }
        int[] rates = Constant.integers(graph.source(deal, 1));
        if (rates.length != 2
                || !Arrays.equals(rates, Constant.integers(graph.source(together, 1)))
                || inner.dilations[0] != 1
                || inner.dilations[1] != 1
                || !SavedModelGraph.text(convolution, "padding").equals("VALID")) {
            throw pattern(
                    together, "it must have two rates, the same before and after, and a VALID convolution between");
        }
        long[] pads = dealtPads(graph, deal, together, 1, 1);
        for (int height = 1; height <= 2 * rates[0]; height++) {
            for (int width = 1; width <= 2 * rates[1]; width++) {
                if (!Arrays.equals(pads, dealtPads(graph, deal, together, height, width))) {
                    throw pattern(together, "its padding depends on the size of the image");
                }
            }
        }
        if (Arrays.stream(pads).anyMatch(pad -> pad < 0)) {
            throw pattern(together, "it cuts off more than was added around the image");
        }
        return new Convolution(together, graph.input(deal, 0), inner.kernel, 1, pads, new long[] {rates[0], rates[1]});
    }

    /** For an image of that size: what SpaceToBatchND adds less what BatchToSpaceND cuts off; top, left, bottom, right. */
    private static long[] dealtPads(SavedModelGraph graph, NodeDef deal, NodeDef together, int height, int width) {
        SizeArithmetic sizes = new SizeArithmetic(graph, graph.source(deal, 0), 1, height, width, 1);
        int[] paddings = sizes.input(deal, 2);
        int[] crops = sizes.input(together, 2);
        if (paddings.length != 4 || crops.length != 4) {
            throw pattern(together, "its paddings and crops must be [[top, bottom], [left, right]]");
        }
        return new long[] {
            paddings[0] - crops[0], paddings[2] - crops[2], paddings[1] - crops[1], paddings[3] - crops[3]
        };
    }

    private static void requireStrideOne(NodeDef node) {
        int[] strides = SavedModelGraph.perDimension(node, "strides");
        if (Arrays.stream(strides).anyMatch(stride -> stride != 1)) {
            throw new UntranslatableException(SavedModelGraph.describe(node) + " has strides "
                    + Arrays.toString(strides) + ", but only 1 is known");
        }
        SavedModelGraph.requireNhwc(node);
    }

    private static UntranslatableException pattern(NodeDef node, String reason) {
        return new UntranslatableException(
                SavedModelGraph.describe(node) + " is not part of a dilated convolution as it is known: " + reason);
    }
}
