package org.deconas.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** An ONNX graph in the making. Nodes must be added after those whose values they take. */
final class OnnxGraph {

    private static final int FLOAT = TensorProto.DataType.FLOAT_VALUE;

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("deconas");
    private final Set<String> initializers = new HashSet<>();

    /** A float32 NCHW image that the graph takes. */
    void input(String name, long channels, String height, String width) {
        graph.addInput(image(name, channels, height, width));
    }

    /** A float32 NCHW image that the graph gives. */
    void output(String name, long channels, String height, String width) {
        graph.addOutput(image(name, channels, height, width));
    }

    /** Adds a node that gives the value {@code output}, and returns that name. */
    String node(String operator, String output, List<String> inputs, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setName(output)
                .setOpType(operator)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(List.of(attributes)));
        return output;
    }

    /** Adds a constant unless it is there, and returns its name. */
    String constant(Constant constant) {
        if (initializers.add(constant.name())) {
            ByteBuffer bytes =
                    ByteBuffer.allocate(constant.values().length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(constant.values());
            TensorProto.Builder tensor = TensorProto.newBuilder()
                    .setName(constant.name())
                    .setDataType(FLOAT)
                    .setRawData(ByteString.copyFrom(bytes));
            for (long length : constant.shape()) {
                tensor.addDims(length);
            }
            graph.addInitializer(tensor);
        }
        return constant.name();
    }

    GraphProto build() {
        return graph.build();
    }

    static AttributeProto integers(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto text(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    private static ValueInfoProto image(String name, long channels, String height, String width) {
        TensorShapeProto shape = TensorShapeProto.newBuilder()
                .addDim(Dimension.newBuilder().setDimParam("batch"))
                .addDim(Dimension.newBuilder().setDimValue(channels))
                .addDim(Dimension.newBuilder().setDimParam(height))
                .addDim(Dimension.newBuilder().setDimParam(width))
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(FLOAT).setShape(shape)))
                .build();
    }
}
