package org.deconas.search;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * What a log says, beside what follows from its request and the trainers' answers when they are folded again.
 *
 * @param policies versions whose parameters, baseline and applied trials are the same to the bit
 * @param draws sequences that were drawn, for trials, candidates and shared training, and come again from the same policies
 * @param rewards rewards that follow from their PSNR and the settings
 * @param winner the model's architecture is that of the best finalist: 0 of 0 when the log has no model
 * @param differences the first difference of each of these kinds, in the order in which a search comes to them
 */
public record Verification(
        String experimentId, Share policies, Share draws, Share rewards, Share winner, List<Difference> differences) {

    public Verification {
        differences = List.copyOf(differences);
    }

    /** How many of the log's are the same in the replay. */
    public record Share(int identical, int all) {
        static final Share NONE = new Share(0, 0);

        Share and(boolean isIdentical) {
            return new Share(identical + (isIdentical ? 1 : 0), all + 1);
        }

        @Override
        public String toString() {
            return identical + " of " + all;
        }
    }

    /**
     * A value that is not the same.
     *
     * @param where which version, trial or network
     * @param what which of its values
     * @param log what the log says
     * @param replay what follows
     */
    public record Difference(String where, String what, String log, String replay) {
        @Override
        public String toString() {
            return where + ": " + what + " is " + log + " in the log and " + replay + " in the replay";
        }
    }

    /** Whether nothing differs. */
    @JsonIgnore
    public boolean isIdentical() {
        return differences.isEmpty();
    }

    /** How much is the same: one line. */
    @JsonIgnore
    public String summary() {
        String winners = winner.all == 0
                ? "no winner in the log"
                : "winner " + (winner.identical == 1 ? "identical" : "differs");
        return policies + " policy versions identical, " + draws + " draws identical, " + rewards
                + " rewards follow from their PSNR, " + winners;
    }
}
