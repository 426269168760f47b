package org.deconas.networks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** A moving average of a network's weights (Polyak and Juditsky 1992), beside them on the device that computes. */
final class MovingAverage {

    private final DeviceArrays average;
    private final Operand<TFloat32> part; // scalar
    private final Op move;
    private final Op exchange;

    /** @param container of the variables */
    MovingAverage(Ops tf, DeviceArrays weights, String container) {
        average = new DeviceArrays(tf, container, "average");
        part = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
        List<Op> moves = new ArrayList<>();
        List<Op> exchanges = new ArrayList<>();
        for (int i = 0; i < weights.size(); i++) {
            Operand<TFloat32> weight = weights.value(i);
            Operand<TFloat32> averaged = average.add(weights.spec(i));
            moves.add(tf.train.resourceApplyGradientDescent(average.handle(i), part, tf.math.sub(averaged, weight)));
            // Each is written when both have been read
            exchanges.add(tf.withControlDependencies(weight).assignVariableOp(weights.handle(i), averaged));
            exchanges.add(tf.withControlDependencies(averaged).assignVariableOp(average.handle(i), weight));
        }
        move = tf.withControlDependencies(moves).noOp();
        exchange = tf.withControlDependencies(exchanges).noOp();
    }

    /** Moves every value a part of the way to the weight: 0 to stay, 1 to get there. */
    void move(Session session, double towards) {
        average.requireWritten();
        try (SessionRun run = new SessionRun(session)) {
            run.feed(part, TFloat32.scalarOf((float) towards)).target(move).floats();
        }
    }

    /** Puts the average where the weights are and the weights where it was; nothing is copied. */
    void exchange(Session session) {
        average.requireWritten();
        try (SessionRun run = new SessionRun(session)) {
            run.target(exchange).floats();
        }
    }

    /** Goes on from the values of these. */
    void load(Session session, Weights from) {
        List<float[]> values = new ArrayList<>();
        for (int i = 0; i < average.size(); i++) {
            values.add(from.get(average.spec(i)).values);
        }
        average.write(session, values);
    }

    /** A copy, with an optimiser that knows nothing. */
    Weights read(Session session) {
        List<float[]> values = average.read(session);
        Map<String, Weights.WeightArray> arrays = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            WeightSpec spec = average.spec(i);
            arrays.put(spec.name(), Weights.WeightArray.fresh(spec.shape(), values.get(i)));
        }
        return new Weights(arrays);
    }
}
