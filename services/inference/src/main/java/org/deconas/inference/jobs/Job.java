package org.deconas.inference.jobs;

import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;

/**
 * An image that is enlarged while nobody waits for the answer.
 *
 * @param id what requests call it by; nobody can guess it
 * @param posted when it was accepted
 * @param order what it is to do
 * @param life where it is
 */
public record Job(String id, Instant posted, JobOrder order, JobLife life) {

    /** In the order in which they were accepted; of those of one moment, by id. */
    public static final Comparator<Job> OLDEST_FIRST =
            Comparator.comparing(Job::posted).thenComparing(Job::id);

    public Job {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(posted, "posted");
        Objects.requireNonNull(order, "order");
        Objects.requireNonNull(life, "life");
    }

    Job with(JobLife other) {
        return new Job(id, posted, order, other);
    }

    /** Whether nothing becomes of it any more. */
    public boolean hasEnded() {
        return life instanceof JobLife.Ended;
    }

    /** What it takes on disk, or may take before it is done. */
    long bytes() {
        if (life instanceof JobLife.Unfinished) {
            return order.mostBytes();
        }
        return life instanceof JobLife.Done done ? done.result().bytes() : 0;
    }
}
