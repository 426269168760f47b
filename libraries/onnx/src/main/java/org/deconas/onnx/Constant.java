package org.deconas.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/**
 * A float32 constant.
 *
 * @param name of its node, and for what it was laid out
 * @param shape lengths of its dimensions
 * @param values row-major
 */
record Constant(String name, long[] shape, float[] values) {

    private static final int RANK = 4;

    /** The values of a Const node. */
    static Constant of(NodeDef node) {
        TensorProto tensor = tensor(node, DataType.DT_FLOAT);
        long[] shape = shape(tensor);
        float[] values = new float[size(shape)];
        if (!tensor.getTensorContent().isEmpty()) {
            content(node, tensor, values.length).asFloatBuffer().get(values);
        } else {
            List<Float> given = tensor.getFloatValList();
            for (int i = 0; i < values.length; i++) {
                values[i] = given.isEmpty() ? 0 : given.get(Math.min(i, given.size() - 1));
            }
        }
        return new Constant(node.getName(), shape, values);
    }

    /** The values of a Const node of int32, row-major. */
    static int[] integers(NodeDef node) {
        TensorProto tensor = tensor(node, DataType.DT_INT32);
        int[] values = new int[size(shape(tensor))];
        if (!tensor.getTensorContent().isEmpty()) {
            content(node, tensor, values.length).asIntBuffer().get(values);
        } else {
            List<Integer> given = tensor.getIntValList();
            for (int i = 0; i < values.length; i++) {
                values[i] = given.isEmpty() ? 0 : given.get(Math.min(i, given.size() - 1));
            }
        }
        return values;
    }

    /** A kernel [height, width, inputs, outputs] as [outputs, inputs, height, width]. */
    Constant asKernel() {
        return requireRank(RANK).permuted("kernel", 3, 2, 0, 1);
    }

    /** A depthwise kernel [height, width, inputs, multiplier] as [inputs·multiplier, 1, height, width], for as many groups as inputs. */
    Constant asDepthwiseKernel() {
        Constant byInput = requireRank(RANK).permuted("depthwise", 2, 3, 0, 1);
        long[] s = byInput.shape;
        return new Constant(byInput.name, new long[] {s[0] * s[1], 1, s[2], s[3]}, byInput.values);
    }

    /** A bias of a convolution: [outputs]. */
    Constant asBias() {
        requireRank(1);
        return new Constant(name + ":bias", shape, values);
    }

    /** What is added to, subtracted from or multiplied by NHWC activations, for the same with NCHW: a scalar, or rank 4. */
    Constant asOperand() {
        if (shape.length == 0) {
            return new Constant(name + ":scalar", shape, values);
        }
        if (shape.length > RANK) {
            throw new UntranslatableException("constant '" + name + "' has rank " + shape.length + ", more than 4");
        }
        long[] filledUp = new long[RANK];
        Arrays.fill(filledUp, 1);
        System.arraycopy(shape, 0, filledUp, RANK - shape.length, shape.length);
        return new Constant(name, filledUp, values).permuted("operand", 0, 3, 1, 2);
    }

    /** The same values with their dimensions in another order. */
    private Constant permuted(String purpose, int... order) {
        long[] strides = new long[RANK];
        long stride = 1;
        for (int d = RANK - 1; d >= 0; d--) {
            strides[d] = stride;
            stride *= shape[d];
        }
        long[] to = new long[RANK];
        for (int d = 0; d < RANK; d++) {
            to[d] = shape[order[d]];
        }
        float[] permuted = new float[values.length];
        int next = 0;
        for (long a = 0; a < to[0]; a++) {
            for (long b = 0; b < to[1]; b++) {
                for (long c = 0; c < to[2]; c++) {
                    for (long d = 0; d < to[3]; d++) {
                        long from = a * strides[order[0]]
                                + b * strides[order[1]]
                                + c * strides[order[2]]
                                + d * strides[order[3]];
                        permuted[next++] = values[(int) from];
                    }
                }
            }
        }
        return new Constant(name + ":" + purpose, to, permuted);
    }

    private Constant requireRank(int rank) {
        if (shape.length != rank) {
            throw new UntranslatableException(
                    "constant '" + name + "' has rank " + shape.length + ", but here it must have " + rank);
        }
        return this;
    }

    private static TensorProto tensor(NodeDef node, DataType type) {
        if (!node.getOp().equals("Const")) {
            throw new UntranslatableException(
                    SavedModelGraph.describe(node) + " stands where a constant is needed: weights must be constants");
        }
        TensorProto tensor = SavedModelGraph.attribute(node, "value").getTensor();
        if (tensor.getDtype() != type) {
            throw new UntranslatableException(
                    "constant '" + node.getName() + "' is " + tensor.getDtype() + ", but must be " + type);
        }
        return tensor;
    }

    private static ByteBuffer content(NodeDef node, TensorProto tensor, int size) {
        ByteBuffer content = tensor.getTensorContent().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        if (content.remaining() != size * Float.BYTES) {
            throw new UntranslatableException("constant '" + node.getName() + "' has " + content.remaining()
                    + " bytes, but its shape needs " + size * Float.BYTES);
        }
        return content;
    }

    private static long[] shape(TensorProto tensor) {
        return tensor.getTensorShape().getDimList().stream()
                .mapToLong(dimension -> dimension.getSize())
                .toArray();
    }

    private static int size(long[] shape) {
        return (int) Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }
}
