package org.deconas.systemtests.upscaling;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a service holds on to after each tenth of a long run, MiB. Of the first tenth its caches fill, one entry for each new size. */
final class HeldMemory {

    private static final int TENTHS = 10;

    /** Of the last three tenths over the second to fourth, by their medians. A leak of half a kilobyte a request shows. */
    static final double LARGEST_GROWTH = 1.05;

    private static final int COMPARED = 3;

    /** Fewer requests are the warm-up, in which caches fill: they tell nothing. */
    private static final long FEWEST = 5000;

    private final long all;
    private final List<Long> mebibytes = new ArrayList<>();

    /** @param all requests of the run */
    HeldMemory(long all) {
        this.all = all;
    }

    /** Whether the run is long enough to tell growth by. */
    boolean tellsGrowth() {
        return all >= FEWEST;
    }

    /** Reads it for each tenth of a long run's requests that is done and was not read. */
    void readAt(long done, InferenceProcess service) throws IOException, InterruptedException {
        while (tellsGrowth() && mebibytes.size() < TENTHS && done >= all * (mebibytes.size() + 1) / TENTHS) {
            mebibytes.add(service.heldMebibytes());
        }
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
        if (!tellsGrowth()) {
            return "Too few requests to tell whether memory grows.";
        }
        return String.format(
                Locale.ROOT,
                "What the service holds after each tenth, free memory given back, MiB: %s. Median of the last three over that of the"
                        + " second to fourth: %.3f.",
                String.join(", ", mebibytes.stream().map(String::valueOf).toList()),
                growth());
    }
}
