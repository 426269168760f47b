package org.deconas.trainer;

import org.deconas.schema.ExperimentSettings;

/** Learning rates by step. */
final class LearningRate {

    /** A network's first steps are taken gently: Adam's moments know nothing yet. */
    private static final int WARM_UP_STEPS = 30;

    private LearningRate() {}

    /** Of the shared weights: halved every so many steps (method, section 4). */
    static double shared(ExperimentSettings.SharedTraining settings, long step) {
        return settings.learningRate() * Math.pow(0.5, (double) (step / settings.halveEvery())) * warmUp(step);
    }

    /** Of a network on its own: a half cosine to 0 over all steps that it will have (Loshchilov and Hutter 2017). */
    static double alone(ExperimentSettings.Training settings, long step) {
        double done = Math.min(1, (double) step / settings.steps());
        return settings.learningRate() * 0.5 * (1 + Math.cos(Math.PI * done)) * warmUp(step);
    }

    private static double warmUp(long step) {
        return Math.min(1, (step + 1) / (double) WARM_UP_STEPS);
    }
}
