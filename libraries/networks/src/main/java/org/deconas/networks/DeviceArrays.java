package org.deconas.networks;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * A value for each weight of a network, as variables of a graph: between runs they stay in the memory of the device that computes. They are
 * freed with the session that wrote them.
 */
final class DeviceArrays {

    private final Ops tf;
    private final String container;
    private final String name;
    private final List<Variable> variables = new ArrayList<>();
    private boolean written;

    /** @param value reads the variable; {@code assignment} writes what {@code next} is fed with */
    private record Variable(
            WeightSpec spec,
            Operand<? extends TType> handle,
            Operand<TFloat32> value,
            Operand<TFloat32> next,
            Op assignment) {}

    /**
     * @param container a name that no other graph of the process uses: variables of one container and name are one
     * @param name of these values, which no others of the container have
     */
    DeviceArrays(Ops tf, String container, String name) {
        this.tf = tf;
        this.container = container;
        this.name = name;
    }

    /** Adds an array of that shape, which is written before it is read. */
    Operand<TFloat32> add(WeightSpec spec) {
        Shape shape = Shape.of(spec.shape());
        VarHandleOp handle = tf.varHandleOp(
                TFloat32.class,
                shape,
                VarHandleOp.container(container),
                VarHandleOp.sharedName(name + "/" + spec.name()));
        Operand<TFloat32> next = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
        Operand<TFloat32> value = tf.readVariableOp(handle, TFloat32.class);
        variables.add(new Variable(spec, handle, value, next, tf.assignVariableOp(handle, next)));
        return value;
    }

    /** Number of arrays. */
    int size() {
        return variables.size();
    }

    WeightSpec spec(int array) {
        return variables.get(array).spec();
    }

    Operand<? extends TType> handle(int array) {
        return variables.get(array).handle();
    }

    Operand<TFloat32> value(int array) {
        return variables.get(array).value();
    }

    /** @param values by array; they are copied */
    void write(Session session, List<float[]> values) {
        try (SessionRun run = new SessionRun(session)) {
            for (int i = 0; i < variables.size(); i++) {
                Variable variable = variables.get(i);
                run.feed(
                                variable.next(),
                                TFloat32.tensorOf(Shape.of(variable.spec().shape()), DataBuffers.of(values.get(i))))
                        .target(variable.assignment());
            }
            run.floats();
        }
        written = true;
    }

    /**
     * A copy, by array.
     *
     * @throws IllegalStateException when nothing was written yet
     */
    List<float[]> read(Session session) {
        requireWritten();
        try (SessionRun run = new SessionRun(session)) {
            variables.forEach(variable -> run.fetch(variable.value().asOutput()));
            return run.floats();
        }
    }

    void requireWritten() {
        if (!written) {
            throw new IllegalStateException("The network has no " + name + " yet: initialise or load some");
        }
    }
}
