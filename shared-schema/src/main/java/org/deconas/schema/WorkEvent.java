package org.deconas.schema;

/** Who does which piece of work. Nothing of an experiment's result follows from these: they only spread its work over trainers. */
public sealed interface WorkEvent permits WorkClaimed, WorkRenewed, WorkReleased {

    String experimentId();

    String workId();

    /** Which claim of the piece this is about, from 1. */
    int attempt();

    /** The process that claims, renews or releases. */
    String instance();
}
