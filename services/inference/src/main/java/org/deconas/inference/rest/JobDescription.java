package org.deconas.inference.rest;

import java.time.Instant;
import org.deconas.inference.jobs.Job;
import org.deconas.inference.jobs.JobLife;
import org.deconas.inference.jobs.JobResult;
import org.deconas.inference.jobs.JobState;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What users are told of a job. */
record JobDescription(
        @Schema(description = "What requests call it by") String id,

        @Schema(
                description = "WAITING: others are before it; RUNNING; DONE: its result can be fetched; EXPIRED: it was"
                        + " done, and its result is deleted; FAILED: problem says why; CANCELLED")
        JobState state,

        @Schema(description = "The share of the network's work that is done, 0 to 1")
        double progress,

        @Schema(description = "When it was accepted") Instant posted,

        @Schema(description = "The model's id") String model,

        @Schema(description = "SHA-256 of the model's archive: no newer model of that id takes its place")
        String modelDigest,

        @Schema(description = "How many times wider and higher the image becomes")
        int scale,

        @Schema(description = "The enlarged image; null until the job is done")
        Result result,

        @Schema(description = "Until when the result of one that is done is kept, or another that has ended is known")
        Instant expires,

        @Schema(description = "Why it has failed; else null")
        Problem problem,

        Links links) {

    /** An enlarged image. */
    record Result(
            @Schema(description = "Bytes of its file") long size,

            String mediaType,

            @Schema(description = "Pixels") int width,

            @Schema(description = "Pixels") int height) {

        static Result of(JobResult result, Job job) {
            return new Result(result.bytes(), job.order().wish().format().mediaType(), result.width(), result.height());
        }
    }

    /** Where what belongs to a job is. */
    record Links(
            String self,

            @Schema(description = "Server-Sent Events of its progress")
            String events,

            @Schema(description = "The enlarged image") String result) {

        static Links of(Job job) {
            String self = JobsResource.PATH + "/" + job.id();
            return new Links(self, self + "/events", self + "/result");
        }
    }

    static JobDescription of(Job job) {
        JobLife life = job.life();
        return new JobDescription(
                job.id(),
                life.state(),
                progress(life),
                job.posted(),
                job.order().model(),
                job.order().digest(),
                job.order().scale(),
                life instanceof JobLife.Done done ? Result.of(done.result(), job) : null,
                life instanceof JobLife.Ended ended ? ended.expires() : null,
                life instanceof JobLife.Failed failed
                        ? Problem.of(failed.failure().status(), failed.failure().detail())
                        : null,
                Links.of(job));
    }

    private static double progress(JobLife life) {
        if (life instanceof JobLife.Running running) {
            return running.progress();
        }
        return life instanceof JobLife.Done || life instanceof JobLife.Expired ? 1 : 0;
    }
}
