package org.deconas.schema;

/**
 * Where an experiment comes from that goes on from a point of another one's log. What trainers had answered up to there is copied to
 * the new log, under the new experiment's name; all else follows from that.
 *
 * @param experimentId the other experiment
 * @param position the last position of its log that counts
 * @param answers how many answers were copied: the search begins when the log has them all
 */
public record ExperimentOrigin(String experimentId, long position, int answers) {

    public ExperimentOrigin {
        Require.text("origin.experimentId", experimentId);
        Require.atLeast("origin.position", position, 0);
        Require.atLeast("origin.answers", answers, 0);
    }
}
