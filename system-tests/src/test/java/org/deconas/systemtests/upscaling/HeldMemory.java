package org.deconas.systemtests.upscaling;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a service holds on to after each tenth of a long run, MiB. While it warms up that grows: TensorFlow's pool of memory for its
 * operations, which it never gives back, finds its size, and oneDNN's caches fill with an entry for each new size of image, up to 1,024
 * of a kind.
 */
final class HeldMemory {

    private static final int TENTHS = 10;

    /** Of the last three tenths over the fourth to sixth, by their medians: a leak of three kilobytes a request shows in 20,000. */
    static final double LARGEST_GROWTH = 1.03;

    private static final int WARM_UP = 3;
    private static final int COMPARED = 3;

    /** In fewer requests the warm-up does not end: they tell nothing. */
    private static final long FEWEST = 20_000;

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
        return median(mebibytes.subList(TENTHS - COMPARED, TENTHS))
                / median(mebibytes.subList(WARM_UP, WARM_UP + COMPARED));
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
                        + " fourth to sixth: %.3f.",
                String.join(", ", mebibytes.stream().map(String::valueOf).toList()),
                growth());
    }
}
