package org.deconas.networks;

/** Adam (Kingma and Ba 2015, with the order of section 2's last paragraph) on one weight array, value by value. */
final class PlainAdam {

    private static final float BETA_1 = 0.9f;
    private static final float BETA_2 = 0.999f;
    private static final float EPSILON = 1e-8f;

    private PlainAdam() {}

    /** One step downhill, in place. */
    static void update(Weights.WeightArray array, float[] gradient, double learningRate) {
        array.updates++;
        double correction = Math.sqrt(1 - Math.pow(BETA_2, array.updates)) / (1 - Math.pow(BETA_1, array.updates));
        float rate = (float) (learningRate * correction);
        float[] w = array.values;
        float[] m = array.firstMoment;
        float[] v = array.secondMoment;
        for (int i = 0; i < w.length; i++) {
            float g = gradient[i];
            m[i] += (g - m[i]) * (1 - BETA_1);
            v[i] += (g * g - v[i]) * (1 - BETA_2);
            w[i] -= rate * m[i] / ((float) Math.sqrt(v[i]) + EPSILON);
        }
    }
}
