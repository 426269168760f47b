package org.deconas.schema;

/**
 * A user does not want to see an experiment any more that has ended: from here on nobody is shown it. Its records stay in the log, and its
 * model, if it has one, is served on.
 */
public record ExperimentDeleted(String experimentId) implements Event {

    public ExperimentDeleted {
        Require.text("experimentId", experimentId);
    }

    @Override
    public String eventId() {
        return experimentId + "/deleted";
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
