package org.deconas.schema;

/**
 * A trainer takes a piece of work. Of several claims of the same attempt the one that the log has first holds; the others hold nothing.
 * A claim lasts for as long as it is renewed, until the work is answered or the claim released.
 *
 * @param workId of the piece: a trial's id, or the work id of a piece of training
 * @param attempt from 1; one more than that of the claim which ended without an answer
 * @param trainer what people call it by
 * @param instance the process: another one each time that the trainer starts
 */
public record WorkClaimed(String experimentId, String workId, int attempt, String trainer, String instance)
        implements Event, WorkEvent {

    public WorkClaimed {
        Require.text("experimentId", experimentId);
        Require.text("workId", workId);
        Require.atLeast("attempt", attempt, 1);
        Require.text("trainer", trainer);
        Require.text("instance", instance);
    }

    @Override
    public String eventId() {
        return workId + "/attempt-" + attempt + "/claimed-by-" + instance;
    }

    @Override
    public Topic topic() {
        return Topic.CLAIMS;
    }
}
