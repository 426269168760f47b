package org.deconas.schema;

/**
 * An experiment is over.
 *
 * @param outcome how
 * @param modelId the winner's model; only when {@code COMPLETED}
 * @param reason why it failed or was stopped; only when not {@code COMPLETED}
 */
public record ExperimentEnded(String experimentId, Outcome outcome, String modelId, String reason) implements Event {

    /** How an experiment can end. */
    public enum Outcome {
        COMPLETED,
        FAILED,
        STOPPED
    }

    public ExperimentEnded {
        Require.text("experimentId", experimentId);
        Require.present("outcome", outcome);
        if (outcome == Outcome.COMPLETED) {
            Require.text("modelId", modelId);
        } else {
            Require.text("reason", reason);
        }
    }

    public static ExperimentEnded completed(String experimentId, String modelId) {
        return new ExperimentEnded(experimentId, Outcome.COMPLETED, modelId, null);
    }

    public static ExperimentEnded failed(String experimentId, String reason) {
        return new ExperimentEnded(experimentId, Outcome.FAILED, null, reason);
    }

    public static ExperimentEnded stopped(String experimentId) {
        return new ExperimentEnded(experimentId, Outcome.STOPPED, null, "stopped by its user");
    }

    @Override
    public String eventId() {
        return experimentId + "/ended";
    }

    /** Not the experiment's id alone: compaction must keep the request beside this. */
    @Override
    public String key() {
        return eventId();
    }

    @Override
    public Topic topic() {
        return Topic.EXPERIMENTS;
    }
}
