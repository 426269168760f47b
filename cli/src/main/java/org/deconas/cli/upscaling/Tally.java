package org.deconas.cli.upscaling;

import java.util.List;

/**
 * What became of all images.
 *
 * @param all how many there were
 * @param enlarged of them
 * @param skipped of them, because their results were there
 * @param failed of them
 */
public record Tally(int all, int enlarged, int skipped, int failed) {

    static Tally of(List<Outcome> outcomes) {
        int enlarged = 0;
        int skipped = 0;
        for (Outcome outcome : outcomes) {
            enlarged += outcome instanceof Outcome.Enlarged ? 1 : 0;
            skipped += outcome instanceof Outcome.Skipped ? 1 : 0;
        }
        return new Tally(outcomes.size(), enlarged, skipped, outcomes.size() - enlarged - skipped);
    }

    @Override
    public String toString() {
        return enlarged + " of " + all + " images enlarged"
                + (skipped == 0 ? "" : ", " + skipped + " skipped (--force writes over what is there)")
                + (failed == 0 ? "" : ", " + failed + " failed");
    }
}
