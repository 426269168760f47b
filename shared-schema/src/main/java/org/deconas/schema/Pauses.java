package org.deconas.schema;

/**
 * The pauses of one experiment, folded from its log in any order.
 *
 * @param last the number of the last pause that was asked for; 0 before the first
 * @param lastResumed the number of the last pause that is over; 0 before the first
 */
public record Pauses(int last, int lastResumed) {

    public static final Pauses NONE = new Pauses(0, 0);

    public Pauses and(ExperimentPauseRequested pause) {
        return new Pauses(Math.max(last, pause.number()), lastResumed);
    }

    public Pauses and(ExperimentResumeRequested resumption) {
        return new Pauses(last, Math.max(lastResumed, resumption.number()));
    }

    /** Whether the last pause is not over. */
    public boolean isPaused() {
        return last > lastResumed;
    }
}
