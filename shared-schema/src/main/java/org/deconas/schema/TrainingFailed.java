package org.deconas.schema;

/** Training that was asked for cannot be done; the experiment fails with this reason. */
public record TrainingFailed(String experimentId, String workId, String reason) implements Event {

    public TrainingFailed {
        Require.text("experimentId", experimentId);
        Require.text("workId", workId);
        Require.text("reason", reason);
    }

    @Override
    public String eventId() {
        return workId + "/failed";
    }

    @Override
    public Topic topic() {
        return Topic.WEIGHTS;
    }
}
