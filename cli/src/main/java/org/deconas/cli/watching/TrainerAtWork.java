package org.deconas.cli.watching;

/**
 * What is known of a trainer.
 *
 * @param workId of the training that it was last heard of
 * @param what that is
 * @param step steps done of it
 * @param steps where it ends
 * @param stepsPerSecond of late
 * @param loss of late
 * @param training whether it is still at it; else it measures trials, which nobody tells of, or waits
 */
record TrainerAtWork(
        String workId, String what, int step, int steps, double stepsPerSecond, double loss, boolean training) {

    TrainerAtWork at(String known) {
        return new TrainerAtWork(workId, known, step, steps, stepsPerSecond, loss, training);
    }

    TrainerAtWork done() {
        return new TrainerAtWork(workId, what, step, steps, stepsPerSecond, loss, false);
    }
}
