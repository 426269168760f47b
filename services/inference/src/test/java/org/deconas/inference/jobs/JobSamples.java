package org.deconas.inference.jobs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.deconas.inference.network.Enlarged;
import org.deconas.inference.network.Wish;
import org.deconas.pictures.PictureFormat;
import org.deconas.pictures.WriteOptions;

/** Jobs whose image is a few bytes. */
final class JobSamples {

    static final Instant POSTED = Instant.parse("2026-01-02T03:04:05.678Z");
    static final byte[] IMAGE = {1, 2, 3, 4};
    static final Wish WISH = new Wish(PictureFormat.WEBP, WriteOptions.DEFAULT.withQuality(80), true, 2, false);

    static final Duration EXPIRY = Duration.ofHours(24);
    static final Enlarged ENLARGED = new Enlarged(8, 6, Duration.ofMillis(5));

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

    static Job accept(Jobs jobs) throws IOException, NoRoomException {
        return accept(jobs, 100);
    }

    static Job accept(Jobs jobs, long mostResultBytes) throws IOException, NoRoomException {
        try (Upload upload = jobs.receive(new ByteArrayInputStream(IMAGE))) {
            return jobs.accept(upload, order(mostResultBytes));
        }
    }

    static Job done(Jobs jobs) throws IOException, NoRoomException {
        Job job = accept(jobs);
        jobs.begin(job.id());
        jobs.finish(job.id(), out -> {
            out.write(new byte[] {7, 8, 9});
            return ENLARGED;
        });
        return jobs.find(job.id()).orElseThrow();
    }
}
