package org.deconas.inference.jobs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import org.deconas.inference.network.Wish;
import org.deconas.pictures.PictureFormat;
import org.deconas.pictures.WriteOptions;

/** Jobs whose image is a few bytes. */
final class JobSamples {

    static final Instant POSTED = Instant.parse("2026-01-02T03:04:05.678Z");
    static final byte[] IMAGE = {1, 2, 3, 4};
    static final Wish WISH = new Wish(PictureFormat.WEBP, WriteOptions.DEFAULT.withQuality(80), true, false);

    private JobSamples() {}

    /** @param mostResultBytes upper bound for the result */
    static JobOrder order(long mostResultBytes) {
        return new JobOrder("first", "ab".repeat(32), 2, WISH, IMAGE.length, mostResultBytes);
    }

    static Job job(String id, JobLife life) {
        return new Job(id, POSTED, order(100), life);
    }

    static Upload upload(JobDirectory directory) throws IOException {
        return directory.receive(new ByteArrayInputStream(IMAGE));
    }
}
