package org.deconas.inference.jobs;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/** A job as it goes on, and who watches it. */
final class WatchedJob {

    private final List<Consumer<Job>> watchers = new CopyOnWriteArrayList<>();
    private Job job; // guarded by this

    WatchedJob(Job job) {
        this.job = job;
    }

    synchronized Job now() {
        return job;
    }

    /**
     * Goes on, if it is in a state from which it can.
     *
     * @param next what becomes of it
     * @param before is told first, while nothing else becomes of it; watchers are told afterwards
     * @return what it became; empty when it is in another state
     */
    synchronized <L extends JobLife> Optional<Job> change(
            Class<L> from, Function<L, ? extends JobLife> next, Consumer<Job> before) {
        if (!from.isInstance(job.life())) {
            return Optional.empty();
        }
        Job changed = job.with(next.apply(from.cast(job.life())));
        before.accept(changed);
        job = changed;
        watchers.forEach(watcher -> watcher.accept(changed));
        return Optional.of(changed);
    }

    /** The job as it is now, then as it becomes, until it has ended. Who is slow gets the newest alone. */
    Multi<Job> watch() {
        return Multi.createFrom()
                .emitter(
                        emitter -> {
                            Consumer<Job> watcher = seen -> {
                                emitter.emit(seen);
                                if (seen.hasEnded()) {
                                    emitter.complete();
                                }
                            };
                            synchronized (this) {
                                watchers.add(watcher);
                                emitter.onTermination(() -> watchers.remove(watcher));
                                watcher.accept(job);
                            }
                        },
                        BackPressureStrategy.LATEST);
    }
}
