package org.deconas.inference.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobsTest {

    @TempDir
    Path home;

    private final HandSetClock clock = new HandSetClock();
    private final MeterRegistry metrics = new SimpleMeterRegistry();

    @Test
    void jobGoesFromItsAcceptanceToItsResult() throws Exception {
        // Given
        Jobs jobs = jobs();
        Job job = JobSamples.accept(jobs);

        // When
        jobs.begin(job.id());
        jobs.advance(job.id(), 0.5);
        JobLife running = jobs.find(job.id()).orElseThrow().life();
        jobs.finish(job.id(), out -> {
            out.write(new byte[] {7, 8, 9});
            return JobSamples.ENLARGED;
        });

        // Then
        Job done = jobs.find(job.id()).orElseThrow();
        assertThat(job.life()).isEqualTo(new JobLife.Waiting(0));
        assertThat(running).isEqualTo(new JobLife.Running(1, 0.5));
        assertThat(done.life())
                .isEqualTo(new JobLife.Done(
                        new JobResult(3, 8, 6, Duration.ofMillis(5)), clock.now.plus(JobSamples.EXPIRY)));
        assertThat(jobs.result(done))
                .hasValueSatisfying(file -> assertThat(file).hasBinaryContent(new byte[] {7, 8, 9}));
        assertThat(metrics.counter("deconas.inference.jobs.ended", "state", "done")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void resultIsKeptUntilItExpiresAndTheJobIsKnownForAsLongAgain() throws Exception {
        // Given
        Jobs jobs = jobs();
        Job done = JobSamples.done(jobs);
        Path file = home.resolve("jobs").resolve(done.id()).resolve("result");

        // When, then: one moment before
        clock.now = clock.now.plus(JobSamples.EXPIRY).minusMillis(1);
        jobs.cleanUp();
        assertThat(jobs.find(done.id())).hasValue(done);
        assertThat(jobs.result(done)).isPresent();

        // When, then: its time is over, though nobody has cleaned up
        clock.now = clock.now.plusMillis(1);
        assertThat(jobs.result(done)).isEmpty();
        assertThat(file).exists();

        // When, then
        jobs.cleanUp();
        assertThat(jobs.find(done.id()))
                .map(Job::life)
                .hasValue(new JobLife.Expired(clock.now.plus(JobSamples.EXPIRY)));
        assertThat(file).doesNotExist();

        // When, then
        clock.now = clock.now.plus(JobSamples.EXPIRY);
        jobs.cleanUp();
        assertThat(jobs.find(done.id())).isEmpty();
        assertThat(home.resolve("jobs")).isEmptyDirectory();
    }

    @Test
    void jobsThatWaitOrRunNeverExpire() throws Exception {
        // Given
        Jobs jobs = jobs();
        Job running = JobSamples.accept(jobs);
        jobs.begin(running.id());
        JobSamples.accept(jobs);

        // When
        clock.now = clock.now.plus(JobSamples.EXPIRY.multipliedBy(10));
        jobs.cleanUp();

        // Then
        assertThat(states(jobs)).containsExactlyInAnyOrder(JobState.RUNNING, JobState.WAITING);
    }

    @Test
    void processThatFollowsGoesOnWithWhatWaitsAndRanAndGivesWhatIsDone() throws Exception {
        // Given
        Jobs before = jobs();
        Job done = JobSamples.done(before);
        clock.now = clock.now.plusSeconds(1);
        Job ran = JobSamples.accept(before);
        before.begin(ran.id());
        before.advance(ran.id(), 0.7);
        clock.now = clock.now.plusSeconds(1);
        Job waited = JobSamples.accept(before);

        // When
        Jobs after = jobs();
        List<Job> waiting = after.restore();

        // Then
        assertThat(waiting).containsExactly(ran.with(new JobLife.Waiting(1)), waited);
        assertThat(after.find(done.id())).hasValue(done);
        assertThat(after.result(done))
                .hasValueSatisfying(file -> assertThat(file).exists());
    }

    @Test
    void jobThatEndsTheServiceThreeTimesFailsAndSaysSo() throws Exception {
        // Given
        Job job = JobSamples.accept(jobs());

        // When
        Jobs last = jobs();
        for (int process = 0; process < 4; process++) {
            last = jobs();
            last.restore();
            last.begin(job.id());
        }

        // Then
        assertThat(last.find(job.id()).orElseThrow().life())
                .isInstanceOfSatisfying(
                        JobLife.Failed.class,
                        failed -> assertThat(failed.failure().detail()).contains("begun 3 times"));
    }

    @Test
    void jobIsTurnedAwayWhenTooManyWait() throws Exception {
        // Given
        Jobs jobs = jobs();
        JobSamples.accept(jobs);
        Job second = JobSamples.accept(jobs);

        // When
        assertThatThrownBy(() -> JobSamples.accept(jobs))
                // Then
                .isInstanceOfSatisfying(
                        NoRoomException.class, e -> assertThat(e.isPassing()).isTrue())
                .hasMessage("2 jobs wait already; ask again later");
        jobs.begin(second.id());
        JobSamples.accept(jobs);
    }

    @Test
    void jobIsTurnedAwayWhenTheImagesOfOthersMayTakeTooMuch() throws Exception {
        // Given
        Jobs jobs = jobs();
        Job large = JobSamples.accept(jobs, (3 << 20) - 1000);

        // When
        assertThatThrownBy(() -> JobSamples.accept(jobs, 2000))
                // Then
                .isInstanceOfSatisfying(
                        NoRoomException.class, e -> assertThat(e.isPassing()).isTrue())
                .hasMessageContaining("3 MiB that this service has for jobs");
        jobs.end(large.id());
        JobSamples.accept(jobs, 2000);
    }

    @Test
    void jobThatNeverFitsIsTurnedAwayForGood() throws Exception {
        // Given
        Jobs jobs = jobs();

        // When
        assertThatThrownBy(() -> JobSamples.accept(jobs, 5 << 20))
                // Then
                .isInstanceOfSatisfying(
                        NoRoomException.class, e -> assertThat(e.isPassing()).isFalse())
                .hasMessageContaining("The job may take 5 MiB on disk, but this service has 3 MiB");
        assertThat(jobs.all()).isEmpty();
        assertThat(home.resolve("jobs")).isEmptyDirectory();
    }

    @Test
    void jobThatIsCancelledWhileItRunsStaysCancelled() throws Exception {
        // Given
        Jobs jobs = jobs();
        Job job = JobSamples.accept(jobs);
        jobs.begin(job.id());

        // When
        jobs.end(job.id());
        jobs.advance(job.id(), 0.9);
        jobs.fail(job.id(), new JobFailure(500, "late"));

        // Then
        assertThat(states(jobs)).containsExactly(JobState.CANCELLED);
        assertThat(jobs.isRunning(job.id())).isFalse();
        assertThat(jobs.begin(job.id())).isEmpty();
        assertThat(jobs.image(job)).doesNotExist();
    }

    @Test
    void jobThatHasEndedIsRemovedAndAnUnknownOneIsNone() throws Exception {
        // Given
        Jobs jobs = jobs();
        Job done = JobSamples.done(jobs);

        // When
        boolean first = jobs.end(done.id());
        boolean again = jobs.end(done.id());

        // Then
        assertThat(first).isTrue();
        assertThat(again).isFalse();
        assertThat(jobs.all()).isEmpty();
        assertThat(home.resolve("jobs")).isEmptyDirectory();
    }

    @Test
    void idsAre128BitsThatNobodyCanGuess() throws Exception {
        // Given
        Jobs jobs = jobs();

        // When
        String one = JobSamples.accept(jobs).id();
        String other = JobSamples.accept(jobs).id();

        // Then
        assertThat(one).matches("[0-9a-f]{32}");
        assertThat(new BigInteger(one, 16).xor(new BigInteger(other, 16)).bitCount())
                .isBetween(20, 108);
    }

    @Test
    void measuresSayHowManyWaitAndRun() throws Exception {
        // Given
        Jobs jobs = jobs();
        jobs.begin(JobSamples.accept(jobs).id());
        JobSamples.accept(jobs);
        JobSamples.accept(jobs);

        // When
        double waiting = metrics.get("deconas.inference.jobs")
                .tag("state", "waiting")
                .gauge()
                .value();
        double running = metrics.get("deconas.inference.jobs")
                .tag("state", "running")
                .gauge()
                .value();

        // Then
        assertThat(waiting).isEqualTo(2);
        assertThat(running).isEqualTo(1);
    }

    private Jobs jobs() {
        return new Jobs(home.resolve("jobs"), new SmallSettings(), clock, metrics);
    }

    private static List<JobState> states(Jobs jobs) {
        return jobs.all().stream().map(job -> job.life().state()).toList();
    }
}
