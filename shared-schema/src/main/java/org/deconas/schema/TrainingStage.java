package org.deconas.schema;

/** Why a network is trained on its own. */
public enum TrainingStage {
    /** One of the best candidates, trained from scratch for a short time to choose the winner. */
    FINALIST,
    /** The winner, trained on for long. */
    WINNER
}
