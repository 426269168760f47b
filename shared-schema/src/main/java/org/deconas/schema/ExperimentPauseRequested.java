package org.deconas.schema;

/**
 * A user asked that an experiment gives out no work until it is resumed; what is being done is done.
 *
 * @param number which pause of the experiment this is, from 1
 */
public record ExperimentPauseRequested(String experimentId, int number) implements Event {

    public ExperimentPauseRequested {
        Require.text("experimentId", experimentId);
        Require.atLeast("number", number, 1);
    }

    @Override
    public String eventId() {
        return experimentId + "/pause-requested-" + number;
    }

    /** Not the experiment's id alone: compaction must keep the request beside this, and the other pauses. */
    @Override
    public String key() {
        return eventId();
    }

    @Override
    public Topic topic() {
        return Topic.EXPERIMENTS;
    }
}
