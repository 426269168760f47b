package org.deconas.cli.upscaling;

import java.util.Locale;

/** Outcomes as lines for people. */
final class OutcomeLines {

    private OutcomeLines() {}

    static String of(Outcome outcome) {
        if (outcome instanceof Outcome.Enlarged enlarged) {
            return String.format(
                    Locale.ROOT,
                    "%s -> %s (%dx%d, %.1f s)",
                    enlarged.in(),
                    enlarged.out(),
                    enlarged.width(),
                    enlarged.height(),
                    enlarged.seconds());
        }
        if (outcome instanceof Outcome.Skipped skipped) {
            return skipped.out() + " skipped: exists";
        }
        if (outcome instanceof Outcome.Failed failed) {
            return failed.in() + ": " + failed.reason();
        }
        throw new IllegalArgumentException(outcome.toString());
    }
}
