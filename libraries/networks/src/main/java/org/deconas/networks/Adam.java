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

/**
 * Adam (Kingma and Ba 2015) on every weight array of a network that takes part in a step, on the device that computes. An array that does not
 * take part keeps its values, its moments and its number of updates.
 */
final class Adam {

    private static final float BETA_1 = 0.9f;
    private static final float BETA_2 = 0.999f;
    private static final float EPSILON = 1e-8f;

    private final DeviceArrays weights;
    private final DeviceArrays firstMoments;
    private final DeviceArrays secondMoments;
    private final long[] updates; // by array
    private final Operand<TFloat32> rates; // [arrays]
    private final Op step;

    /**
     * @param weights what is trained, all of it
     * @param gradients by array
     * @param gates an array takes part where its gate is open
     * @param container of the variables
     */
    Adam(Ops tf, DeviceArrays weights, List<Operand<TFloat32>> gradients, Gates gates, String container) {
        this.weights = weights;
        firstMoments = new DeviceArrays(tf, container, "first moments");
        secondMoments = new DeviceArrays(tf, container, "second moments");
        updates = new long[weights.size()];
        rates = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(updates.length)));
        List<? extends Operand<TFloat32>> rateOf =
                tf.split(tf.constant(0), rates, (long) updates.length).output();
        Operand<TFloat32> corrected = tf.constant(0f); // for the rates are corrected already: here 1 − β^t is 1
        Operand<TFloat32> beta1 = tf.constant(BETA_1);
        Operand<TFloat32> beta2 = tf.constant(BETA_2);
        Operand<TFloat32> epsilon = tf.constant(EPSILON);
        List<Op> applied = new ArrayList<>();
        for (int i = 0; i < updates.length; i++) {
            WeightSpec spec = weights.spec(i);
            firstMoments.add(spec);
            secondMoments.add(spec);
            Operand<TFloat32> gradient =
                    spec.gate() == WeightSpec.ALWAYS ? gradients.get(i) : gates.onlyOpen(spec.gate(), gradients.get(i));
            applied.add(tf.train.resourceApplyAdam(
                    weights.handle(i),
                    firstMoments.handle(i),
                    secondMoments.handle(i),
                    corrected,
                    corrected,
                    tf.reshape(rateOf.get(i), tf.constant(new int[0])),
                    beta1,
                    beta2,
                    epsilon,
                    gradient));
        }
        step = tf.withControlDependencies(applied).noOp();
    }

    /**
     * Adds one step downhill to a run that computes the gradients.
     *
     * @param open by gate
     */
    void addStep(SessionRun run, boolean[] open, double learningRate) {
        float[] rate = new float[updates.length];
        for (int i = 0; i < rate.length; i++) {
            if (takesPart(i, open)) {
                long update = updates[i] + 1;
                double correction = Math.sqrt(1 - Math.pow(BETA_2, update)) / (1 - Math.pow(BETA_1, update));
                rate[i] = (float) (learningRate * correction);
            }
        }
        run.feed(rates, TFloat32.vectorOf(rate)).target(step);
    }

    /** After such a run. */
    void count(boolean[] open) {
        for (int i = 0; i < updates.length; i++) {
            if (takesPart(i, open)) {
                updates[i]++;
            }
        }
    }

    private boolean takesPart(int array, boolean[] open) {
        int gate = weights.spec(array).gate();
        return gate == WeightSpec.ALWAYS || open[gate];
    }

    /** Goes on from there. */
    void load(Session session, Weights from) {
        List<float[]> values = new ArrayList<>();
        List<float[]> first = new ArrayList<>();
        List<float[]> second = new ArrayList<>();
        for (int i = 0; i < updates.length; i++) {
            Weights.WeightArray array = from.get(weights.spec(i));
            values.add(array.values);
            first.add(array.firstMoment);
            second.add(array.secondMoment);
        }
        weights.write(session, values);
        firstMoments.write(session, first);
        secondMoments.write(session, second);
        for (int i = 0; i < updates.length; i++) {
            updates[i] = from.get(weights.spec(i)).updates;
        }
    }

    /** A copy of the weights and all that the next step depends on. */
    Weights read(Session session) {
        List<float[]> values = weights.read(session);
        List<float[]> first = firstMoments.read(session);
        List<float[]> second = secondMoments.read(session);
        Map<String, Weights.WeightArray> arrays = new LinkedHashMap<>();
        for (int i = 0; i < updates.length; i++) {
            WeightSpec spec = weights.spec(i);
            arrays.put(
                    spec.name(),
                    new Weights.WeightArray(spec.shape(), values.get(i), first.get(i), second.get(i), updates[i]));
        }
        return new Weights(arrays);
    }
}
