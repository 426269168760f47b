package org.deconas.inference.jobs;

import java.time.Duration;
import org.deconas.inference.network.Enlarged;

/**
 * The enlarged image of a job, without its bytes.
 *
 * @param bytes of its file
 * @param width pixels
 * @param height pixels
 * @param networkTime how long the network ran
 */
public record JobResult(long bytes, int width, int height, Duration networkTime) {

    static JobResult of(Enlarged image, long bytes) {
        return new JobResult(bytes, image.width(), image.height(), image.networkTime());
    }

    /** What is known of the image. */
    public Enlarged enlarged() {
        return new Enlarged(width, height, networkTime);
    }
}
