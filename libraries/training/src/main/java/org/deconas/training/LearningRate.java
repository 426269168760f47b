package org.deconas.training;

/** A learning rate by step, from 0. */
@FunctionalInterface
public interface LearningRate {

    /** A network's first steps are taken gently: Adam's moments know nothing yet. */
    int WARM_UP_STEPS = 30;

    double at(long step);

    /**
     * Halved again and again (method, section 4), after a warm-up.
     *
     * @param rate at the start
     * @param every steps after which it is halved, at least 1
     */
    static LearningRate halving(double rate, int every) {
        return step -> rate * Math.pow(0.5, (double) (step / every)) * warmUp(step);
    }

    /**
     * A half cosine to 0 (Loshchilov and Hutter 2017), after a warm-up.
     *
     * @param rate at the start
     * @param steps of the whole training, at least 1
     */
    static LearningRate cosine(double rate, int steps) {
        return step -> {
            double done = Math.min(1, (double) step / steps);
            return rate * 0.5 * (1 + Math.cos(Math.PI * done)) * warmUp(step);
        };
    }

    private static double warmUp(long step) {
        return Math.min(1, (step + 1) / (double) WARM_UP_STEPS);
    }
}
