package org.deconas.schema;

/** A user asked that an experiment ends early, without a winner. */
public record ExperimentStopRequested(String experimentId) implements Event {

    public ExperimentStopRequested {
        Require.text("experimentId", experimentId);
    }

    @Override
    public String eventId() {
        return experimentId + "/stop-requested";
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
