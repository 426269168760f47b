package org.deconas.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.proto.TensorShapeProto.Dim;

class ConstantTest {

    @Test
    void lastOfTooFewValuesFillsTheRest() {
        // Given
        NodeDef node = constant(TensorProto.newBuilder().addAllFloatVal(List.of(1f, 2f)), 2, 2);

        // When
        Constant constant = Constant.of(node);

        // Then
        assertThat(constant.values()).containsExactly(1, 2, 2, 2);
    }

    @Test
    void noValuesAreZeros() {
        // Given
        NodeDef node = constant(TensorProto.newBuilder(), 3);

        // When
        Constant constant = Constant.of(node);

        // Then
        assertThat(constant.values()).containsExactly(0, 0, 0);
    }

    @Test
    void depthwiseKernelHasAnOutputForEachInputAndMultiplier() {
        // Given: one tap, two inputs, each twice
        NodeDef node = constant(TensorProto.newBuilder().addAllFloatVal(List.of(1f, 2f, 3f, 4f)), 1, 1, 2, 2);

        // When
        Constant kernel = Constant.of(node).asDepthwiseKernel();

        // Then
        assertThat(kernel.shape()).containsExactly(4, 1, 1, 1);
        assertThat(kernel.values()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void contentOfAnotherLengthThanTheShapeIsRefused() {
        // Given
        NodeDef node = constant(TensorProto.newBuilder().setTensorContent(ByteString.copyFrom(new byte[8])), 3);

        // When
        assertThatThrownBy(() -> Constant.of(node))
                // Then
                .isInstanceOf(UntranslatableException.class)
                .hasMessage("constant 'c' has 8 bytes, but its shape needs 12");
    }

    private static NodeDef constant(TensorProto.Builder values, int... shape) {
        TensorShapeProto.Builder lengths = TensorShapeProto.newBuilder();
        for (int length : shape) {
            lengths.addDim(Dim.newBuilder().setSize(length));
        }
        TensorProto.Builder tensor = values.setDtype(DataType.DT_FLOAT).setTensorShape(lengths);
        return NodeDef.newBuilder()
                .setName("c")
                .setOp("Const")
                .putAttr("value", AttrValue.newBuilder().setTensor(tensor).build())
                .build();
    }
}
