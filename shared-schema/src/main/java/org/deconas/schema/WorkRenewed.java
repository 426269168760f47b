package org.deconas.schema;

/**
 * The holder of a claim is alive and still at it.
 *
 * @param workId of the piece
 * @param attempt of the claim
 * @param instance the process that holds it
 * @param renewal from 1
 */
public record WorkRenewed(String experimentId, String workId, int attempt, String instance, int renewal)
        implements Event, WorkEvent {

    public WorkRenewed {
        Require.text("experimentId", experimentId);
        Require.text("workId", workId);
        Require.atLeast("attempt", attempt, 1);
        Require.text("instance", instance);
        Require.atLeast("renewal", renewal, 1);
    }

    @Override
    public String eventId() {
        return workId + "/attempt-" + attempt + "/renewed-by-" + instance + "-" + renewal;
    }

    @Override
    public Topic topic() {
        return Topic.CLAIMS;
    }
}
