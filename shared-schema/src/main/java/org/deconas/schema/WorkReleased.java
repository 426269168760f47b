package org.deconas.schema;

/**
 * The holder of a claim gives the work back without an answer.
 *
 * @param workId of the piece
 * @param attempt of the claim
 * @param instance the process that held it
 * @param cause whether that counts against the work
 * @param reason one line
 */
public record WorkReleased(String experimentId, String workId, int attempt, String instance, Cause cause, String reason)
        implements Event, WorkEvent {

    /** Why work is given back. */
    public enum Cause {
        /** The trainer stops, or has no use for it: nothing is wrong with the work. */
        HANDED_OVER,
        /** The trainer tried and could not. */
        FAILED
    }

    public WorkReleased {
        Require.text("experimentId", experimentId);
        Require.text("workId", workId);
        Require.atLeast("attempt", attempt, 1);
        Require.text("instance", instance);
        Require.present("cause", cause);
        Require.text("reason", reason);
    }

    @Override
    public String eventId() {
        return workId + "/attempt-" + attempt + "/released-by-" + instance;
    }

    @Override
    public Topic topic() {
        return Topic.CLAIMS;
    }
}
