package org.deconas.inference.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JobDirectoryTest {

    private static final Instant EXPIRES = Instant.parse("2026-02-03T04:05:06Z");
    private static final JobResult RESULT = new JobResult(3, 8, 6, Duration.ofMillis(1234));

    @TempDir
    Path home;

    private JobDirectory directory;

    @BeforeEach
    void jobsOfThisHome() {
        directory = new JobDirectory(home.resolve("jobs"));
    }

    static Stream<JobLife> lives() {
        return Stream.of(
                new JobLife.Waiting(2),
                new JobLife.Running(1, 0),
                new JobLife.Done(RESULT, EXPIRES),
                new JobLife.Expired(EXPIRES),
                new JobLife.Failed(new JobFailure(400, "cut short"), EXPIRES),
                new JobLife.Cancelled(EXPIRES));
    }

    @ParameterizedTest
    @MethodSource("lives")
    void jobIsReadAsItWasWritten(JobLife life) throws IOException {
        // Given
        Job job = add("a");
        directory.writeResult("a", out -> {
            out.write(new byte[] {7, 8, 9});
            return null;
        });

        // When
        directory.update(job.with(life));

        // Then
        assertThat(restarted().scan()).containsExactly(job.with(life));
    }

    @Test
    void jobsComeInTheOrderInWhichTheyWereAccepted() throws IOException {
        // Given
        Job newest = new Job("a", JobSamples.POSTED.plusSeconds(9), JobSamples.order(1), JobLife.Waiting.NEW);
        Job oldest = new Job("b", JobSamples.POSTED, JobSamples.order(1), JobLife.Waiting.NEW);

        // When
        directory.add(newest, JobSamples.upload(directory));
        directory.add(oldest, JobSamples.upload(directory));

        // Then
        assertThat(restarted().scan()).containsExactly(oldest, newest);
    }

    @Test
    void imageIsThereUntilTheJobHasEndedAndItsResultUntilThatExpires() throws IOException {
        // Given
        Job job = add("a");
        directory.writeResult("a", out -> {
            out.write(new byte[] {7, 8, 9});
            return null;
        });
        assertThat(directory.image("a")).hasBinaryContent(JobSamples.IMAGE);

        // When
        directory.update(job.with(new JobLife.Done(RESULT, EXPIRES)));
        boolean isThereWhenDone = Files.exists(directory.result("a"));
        directory.update(job.with(new JobLife.Expired(EXPIRES)));

        // Then
        assertThat(isThereWhenDone).isTrue();
        assertThat(directory.image("a")).doesNotExist();
        assertThat(directory.result("a")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "job.json, ``",
                "job.json, `{\"id\":\"damaged\",`",
                "job.json, `no JSON`",
                "job.json, `{}`",
                "job.json, `{\"id\":\"damaged\", \"posted\":\"2026-01-02T03:04:05Z\"}`",
                "image, `12`",
            })
    void jobThatIsDamagedIsPassedOverAndLeftWhileOthersGoOn(String file, String content) throws IOException {
        // Given
        add("damaged");
        Job whole = add("whole");
        Path damaged = Files.writeString(home.resolve("jobs/damaged").resolve(file), content);

        // When
        List<Job> jobs = restarted().scan();

        // Then
        assertThat(jobs).containsExactly(whole);
        assertThat(damaged).hasContent(content);
    }

    @Test
    void filesThatAreNoJobsArePassedOverAndLeft() throws IOException {
        // Given
        Job job = add("a");
        Path file = Files.writeString(home.resolve("jobs/notes.txt"), "mine");
        Path empty = Files.createDirectory(home.resolve("jobs/empty"));
        Path renamed = home.resolve("jobs/renamed");
        add("b");
        Files.move(home.resolve("jobs/b"), renamed);

        // When
        List<Job> jobs = restarted().scan();

        // Then
        assertThat(jobs).containsExactly(job);
        assertThat(file).exists();
        assertThat(empty).exists();
        assertThat(renamed).exists();
    }

    @Test
    void whatWasWrittenHalfIsRemoved() throws IOException {
        // Given: the process ended in an upload, in a new state and in a result
        Job job = add("a");
        Path upload = JobSamples.upload(directory).file();
        Path state = Files.writeString(home.resolve("jobs/a/.job.json"), "{\"id\":");
        Path result = Files.writeString(home.resolve("jobs/a/.result"), "half");

        // When
        List<Job> jobs = restarted().scan();

        // Then
        assertThat(jobs).containsExactly(job);
        assertThat(List.of(upload, state, result)).noneMatch(Files::exists);
    }

    @Test
    void resultThatFailsLeavesNothing() throws IOException {
        // Given
        Job job = add("a");

        // When
        assertThatThrownBy(() -> directory.writeResult("a", out -> {
                    out.write(1);
                    throw new IOException("No space left on device");
                }))
                // Then
                .hasMessage("No space left on device");
        assertThat(home.resolve("jobs/a")).isDirectoryNotContaining("glob:**{.result,result}");
        assertThat(restarted().scan()).containsExactly(job);
    }

    @Test
    void uploadThatBreaksOffLeavesNothing() {
        // Given
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("Connection reset");
            }
        };

        // When
        assertThatThrownBy(() -> directory.receive(broken)).hasMessage("Connection reset");

        // Then
        assertThat(home.resolve("jobs")).isEmptyDirectory();
    }

    @Test
    void jobThatIsRemovedLeavesNothing() throws IOException {
        // Given
        add("a");

        // When
        directory.remove("a");

        // Then
        assertThat(home.resolve("jobs")).isEmptyDirectory();
    }

    private Job add(String id) throws IOException {
        Job job = JobSamples.job(id, JobLife.Waiting.NEW);
        directory.add(job, JobSamples.upload(directory));
        return job;
    }

    private JobDirectory restarted() {
        return new JobDirectory(home.resolve("jobs"));
    }
}
