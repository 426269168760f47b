package org.deconas.schema;

/**
 * Work of one experiment is dealt to lanes. Each lane of a round's shared training is a piece of its own, which any trainer may claim; at
 * the end of the phase the weights that all lanes left are averaged. Lanes are settings of the experiment, so the result does not depend on
 * how many trainers there are.
 */
public final class Lanes {

    private Lanes() {}

    /** The Kafka key of an experiment's lane. */
    public static String key(String experimentId, int lane) {
        return lane == 0 ? experimentId : experimentId + "#" + lane;
    }
}
