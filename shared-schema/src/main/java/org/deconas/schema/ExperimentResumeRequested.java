package org.deconas.schema;

/**
 * A user asked that a paused experiment goes on. It is paused while the last pause has not been followed by the resumption of its number.
 *
 * @param number of the pause that is over, from 1
 */
public record ExperimentResumeRequested(String experimentId, int number) implements Event {

    public ExperimentResumeRequested {
        Require.text("experimentId", experimentId);
        Require.atLeast("number", number, 1);
    }

    @Override
    public String eventId() {
        return experimentId + "/resume-requested-" + number;
    }

    /** Not the experiment's id alone: compaction must keep the request beside this, and those of other pauses. */
    @Override
    public String key() {
        return eventId();
    }

    @Override
    public Topic topic() {
        return Topic.EXPERIMENTS;
    }
}
