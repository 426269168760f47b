package org.deconas.schema;

/**
 * How far a running piece of training has come. Measured on the trainer, so it differs from run to run; nothing is decided by
 * it.
 *
 * @param step steps done of this piece
 * @param steps steps it has in all
 * @param loss mean absolute error of late, on values in [0, 1]
 * @param stepsPerSecond of late
 * @param trainer who is at it
 */
public record TrainingProgressed(
        String experimentId, String workId, int step, int steps, double loss, double stepsPerSecond, String trainer)
        implements Event {

    public TrainingProgressed {
        Require.text("experimentId", experimentId);
        Require.text("workId", workId);
        Require.atLeast("step", step, 0);
        Require.atLeast("steps", steps, 1);
        Require.finite("loss", loss);
        Require.finite("stepsPerSecond", stepsPerSecond);
        Require.text("trainer", trainer);
    }

    @Override
    public String eventId() {
        return workId + "/progress-" + step;
    }

    @Override
    public Topic topic() {
        return Topic.PROGRESS;
    }
}
