package org.deconas.inference.jobs;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What those see who watch a job. */
class JobWatchersTest {

    @TempDir
    Path home;

    private final HandSetClock clock = new HandSetClock();

    @Test
    void whoWatchesGetsThePresentThenWhatHappensUntilTheEnd() throws Exception {
        // Given
        Jobs jobs = new Jobs(home, new SmallSettings(), clock, new SimpleMeterRegistry());
        Job job = JobSamples.accept(jobs);
        jobs.begin(job.id());
        AssertSubscriber<JobLife> watcher = jobs.watch(job.id())
                .orElseThrow()
                .map(Job::life)
                .subscribe()
                .withSubscriber(AssertSubscriber.create(10));

        // When
        jobs.advance(job.id(), 0.5);
        jobs.end(job.id());

        // Then
        watcher.assertCompleted()
                .assertItems(
                        new JobLife.Running(1, 0),
                        new JobLife.Running(1, 0.5),
                        new JobLife.Cancelled(clock.now.plus(JobSamples.EXPIRY)));
    }

    @Test
    void whoIsSlowMissesProgressButNotTheEnd() throws Exception {
        // Given
        Jobs jobs = new Jobs(home, new SmallSettings(), clock, new SimpleMeterRegistry());
        Job job = JobSamples.accept(jobs);
        AssertSubscriber<JobState> watcher = jobs.watch(job.id())
                .orElseThrow()
                .map(seen -> seen.life().state())
                .subscribe()
                .withSubscriber(AssertSubscriber.create(1));

        // When
        jobs.begin(job.id());
        jobs.advance(job.id(), 0.5);
        jobs.end(job.id());
        watcher.request(10);

        // Then
        watcher.assertCompleted().assertItems(JobState.WAITING, JobState.CANCELLED);
    }

    @Test
    void whoWatchesAJobThatHasEndedGetsItsEnd() throws Exception {
        // Given
        Jobs jobs = new Jobs(home, new SmallSettings(), clock, new SimpleMeterRegistry());
        Job done = JobSamples.done(jobs);

        // When
        AssertSubscriber<Job> watcher =
                jobs.watch(done.id()).orElseThrow().subscribe().withSubscriber(AssertSubscriber.create(10));

        // Then
        watcher.assertCompleted().assertItems(done);
    }
}
