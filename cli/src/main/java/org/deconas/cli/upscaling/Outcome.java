package org.deconas.cli.upscaling;

import java.nio.file.Path;
import java.time.Duration;

/** What became of an image. */
public sealed interface Outcome {

    /** The image that was to be enlarged. */
    Path in();

    /**
     * It was enlarged.
     *
     * @param out the file that was written
     * @param width its width in pixels
     * @param height its height in pixels
     * @param time from the first request to the file that is whole
     */
    record Enlarged(Path in, Path out, int width, int height, Duration time) implements Outcome {
        /** The time in seconds, to the millisecond. */
        double seconds() {
            return time.toMillis() / 1e3;
        }
    }

    /**
     * It was left alone.
     *
     * @param out the file that is there already
     */
    record Skipped(Path in, Path out) implements Outcome {}

    /**
     * It could not be enlarged.
     *
     * @param reason one line
     */
    record Failed(Path in, String reason) implements Outcome {}
}
