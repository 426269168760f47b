package org.deconas.schema;

/**
 * Work of one experiment is dealt to lanes: a lane's records share a key, so one trainer does them in order, and different
 * lanes can be done by different trainers. With one lane the order of all answers is that of the requests.
 */
public final class Lanes {

    private Lanes() {}

    /** The Kafka key of an experiment's lane. */
    public static String key(String experimentId, int lane) {
        return lane == 0 ? experimentId : experimentId + "#" + lane;
    }
}
