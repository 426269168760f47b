package org.deconas.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntBinaryOperator;
import org.tensorflow.proto.NodeDef;

/**
 * Works out the integers that a graph computes from the shape of one of its tensors.
 *
 * @param measured node whose output's shape is known
 * @param shape of that output
 */
record SizeArithmetic(SavedModelGraph graph, NodeDef measured, int... shape) {

    /** The value of that input, row-major. */
    int[] input(NodeDef node, int index) {
        return value(graph.source(node, index));
    }

    private int[] value(NodeDef node) {
        return switch (node.getOp()) {
            case "Const" -> Constant.integers(node);
            case "Shape" -> {
                if (!graph.source(node, 0).equals(measured)) {
                    throw new UntranslatableException(SavedModelGraph.describe(node) + " measures another tensor than '"
                            + measured.getName() + "'");
                }
                yield shape;
            }
            case "Slice" -> {
                int from = input(node, 1)[0];
                int size = input(node, 2)[0];
                int[] sliced = input(node, 0);
                yield Arrays.copyOfRange(sliced, from, size < 0 ? sliced.length : from + size);
            }
            case "Neg" -> Arrays.stream(input(node, 0)).map(value -> -value).toArray();
            case "FloorMod" -> pairwise(node, Math::floorMod);
            case "Add", "AddV2" -> pairwise(node, Integer::sum);
            case "Pack" -> packed(node);
            default ->
                throw new UntranslatableException(
                        SavedModelGraph.describe(node) + " is not known where sizes are worked out");
        };
    }

    private int[] pairwise(NodeDef node, IntBinaryOperator operator) {
        int[] first = input(node, 0);
        int[] second = input(node, 1);
        if (first.length != second.length) {
            throw new UntranslatableException(
                    SavedModelGraph.describe(node) + " has inputs of different lengths where sizes are worked out");
        }
        int[] result = new int[first.length];
        Arrays.setAll(result, i -> operator.applyAsInt(first[i], second[i]));
        return result;
    }

    /** Vectors as the columns of a matrix. */
    private int[] packed(NodeDef node) {
        if (SavedModelGraph.attribute(node, "axis").getI() != 1) {
            throw new UntranslatableException(
                    SavedModelGraph.describe(node) + " packs rows, but only columns are known");
        }
        List<String> names = graph.inputs(node);
        int columns = names.size();
        int rows = input(node, 0).length;
        int[] result = new int[rows * columns];
        for (int column = 0; column < columns; column++) {
            int[] values = input(node, column);
            for (int row = 0; row < rows; row++) {
                result[row * columns + column] = values[row];
            }
        }
        return result;
    }
}
