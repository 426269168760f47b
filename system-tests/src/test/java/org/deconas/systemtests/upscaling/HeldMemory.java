package org.deconas.systemtests.upscaling;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a service holds on to after each tenth of a long run, MiB. Of the first tenth its caches fill, one entry for each new size. */
final class HeldMemory {

    static final int TENTHS = 10;

    /** Of the last three tenths over the second to fourth, by their medians. A leak of half a kilobyte a request shows. */
    static final double LARGEST_GROWTH = 1.05;

    private static final int COMPARED = 3;

    private final List<Long> mebibytes = new ArrayList<>();

    /** Reads it if so many of a run's requests are another tenth. */
    void readAt(long done, long all, InferenceProcess service) throws IOException, InterruptedException {
        if (mebibytes.size() < TENTHS && done >= all * (mebibytes.size() + 1) / TENTHS) {
            mebibytes.add(service.heldMebibytes());
        }
    }

    /** How many tenths have been read. */
    int tenths() {
        return mebibytes.size();
    }

    double growth() {
        return median(mebibytes.subList(TENTHS - COMPARED, TENTHS)) / median(mebibytes.subList(1, 1 + COMPARED));
    }

    private static double median(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** In Markdown, a paragraph. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "What the service holds after each tenth, free memory given back, MiB: %s. Median of the last three over that of the"
                        + " second to fourth: %.3f.",
                String.join(", ", mebibytes.stream().map(String::valueOf).toList()),
                growth());
    }
}
