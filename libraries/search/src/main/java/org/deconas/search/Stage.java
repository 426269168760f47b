package org.deconas.search;

import java.util.List;
import org.deconas.schema.Event;
import org.deconas.schema.NetworkTrained;

/** Where a search stands. Each state says what work it asks for and what follows it once that is done. */
sealed interface Stage {

    /** TRAIN of a round. */
    record Training(int round) implements Stage {}

    /** EVALUATE of a round, up to one policy update. */
    record Evaluating(int round, int update) implements Stage {}

    /** DERIVE: candidates are scored. */
    record Deriving() implements Stage {}

    /** RETRAIN: the best candidates are trained from scratch for a short time. */
    record Retraining(List<Finalist> finalists) implements Stage {}

    /** TRAIN the winner for long. */
    record TrainingWinner(NetworkTrained finalist) implements Stage {}

    /** Nothing follows. */
    record Over(Event last) implements Stage {}

    /** A candidate that is trained on its own. */
    record Finalist(int candidate, String sequence) {}
}
