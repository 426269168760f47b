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
 * @param device what it computes on, as {@code CPU} or {@code GPU:0}; null in old logs
 * @param shareOfPeak operations a second that the steps of late needed, over those that the device reached at the trainer's start on
 *     nothing but the convolution that networks are mostly made of, with its gradients; about 1 at best; null in old logs
 */
public record TrainingProgressed(
        String experimentId,
        String workId,
        int step,
        int steps,
        double loss,
        double stepsPerSecond,
        String trainer,
        String device,
        Double shareOfPeak)
        implements Event {

    public TrainingProgressed {
        Require.text("experimentId", experimentId);
        Require.text("workId", workId);
        Require.atLeast("step", step, 0);
        Require.atLeast("steps", steps, 1);
        Require.finite("loss", loss);
        Require.finite("stepsPerSecond", stepsPerSecond);
        Require.text("trainer", trainer);
        if (shareOfPeak != null) {
            Require.finite("shareOfPeak", shareOfPeak);
        }
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
