package org.deconas.schema;

/**
 * A search entered a phase of a round.
 *
 * @param round from 0; the number of rounds for the phases after the last
 * @param rounds how many there are
 */
public record PhaseStarted(String experimentId, Phase phase, int round, int rounds) implements Event {

    /** The phases of a search, in order; the first two alternate. */
    public enum Phase {
        TRAIN,
        EVALUATE,
        DERIVE,
        RETRAIN,
        TRAIN_WINNER
    }

    public PhaseStarted {
        Require.text("experimentId", experimentId);
        Require.present("phase", phase);
        Require.atLeast("round", round, 0);
        Require.atLeast("rounds", rounds, 1);
    }

    @Override
    public String eventId() {
        return experimentId + "/r" + round + "/" + phase.name().toLowerCase(java.util.Locale.ROOT) + "/started";
    }

    @Override
    public Topic topic() {
        return Topic.PROGRESS;
    }
}
