package org.deconas.inference.rest;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import org.deconas.inference.jobs.Job;
import org.deconas.inference.jobs.JobLife;
import org.deconas.inference.jobs.JobOrder;
import org.deconas.inference.jobs.JobRunner;
import org.deconas.inference.jobs.Jobs;
import org.deconas.inference.jobs.NoRoomException;
import org.deconas.inference.jobs.Upload;
import org.deconas.inference.models.PromotedModel;
import org.deconas.inference.network.Wish;
import org.deconas.pictures.PictureHeader;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** Enlarges images while nobody waits for the answer. */
@Path(JobsResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
public class JobsResource {

    static final String PATH = "/v1/jobs";

    private static final int SOON = 2;
    private static final int LATER = 30;
    private static final String UNKNOWN = "There is no such job (any more)";

    private final Jobs jobs;
    private final JobRunner runner;
    private final Admission admission;

    JobsResource(Jobs jobs, JobRunner runner, Admission admission) {
        this.jobs = jobs;
        this.runner = runner;
        this.admission = admission;
    }

    /**
     * Accepts a job for one image, which is the body.
     *
     * @param body an image file
     */
    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "postJob",
            summary = "Have an image enlarged while nobody waits",
            description =
                    "Takes what POST /v1/upscale takes, and answers at once; but the format is PNG unless the"
                            + " parameter says another. The job goes on after a restart of the service, with the very model that"
                            + " it was accepted with. Its turns are among those of requests, and it may take as long as it needs.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/octet-stream",
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(
            responseCode = "202",
            description = "The job is accepted",
            headers = @Header(name = "Location", description = "The job", schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = JobDescription.class)))
    @APIResponse(responseCode = "400", description = "The image is empty or damaged, or a parameter is wrong")
    @APIResponse(responseCode = "404", description = "No model has that id")
    @APIResponse(responseCode = "413", description = "The image has too many bytes or pixels")
    @APIResponse(responseCode = "415", description = "The body is no image of a kind that is read")
    @APIResponse(
            responseCode = "429",
            description = "Too many jobs wait, or their images take too much; Retry-After says when to ask again")
    @APIResponse(responseCode = "503", description = "There is no model yet, or the named one does not serve")
    public Response post(WishParameters parameters, InputStream body) throws IOException {
        Wish wish = Wishes.of(parameters, List.of(MediaType.WILDCARD_TYPE));
        try (Upload upload = jobs.receive(body)) {
            Job job = accept(upload, parameters.model, wish);
            return Response.accepted(JobDescription.of(job))
                    .location(URI.create(PATH + "/" + job.id()))
                    .build();
        }
    }

    /**
     * Accepts a job for one image, which is a part of a form.
     *
     * @param image the part
     */
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(hidden = true)
    public Response postForm(WishParameters parameters, @RestForm("image") FileUpload image) throws IOException {
        if (image == null) {
            throw new ProblemException(400, "The form has no file 'image'; " + Admission.ACCEPTED);
        }
        try (InputStream body = Files.newInputStream(image.uploadedFile())) {
            return post(parameters, body);
        }
    }

    private Job accept(Upload upload, String model, Wish wish) throws IOException {
        PictureHeader image = Admission.header(upload.file());
        PromotedModel chosen = admission.model(model, image, wish);
        try {
            return runner.post(upload, JobOrder.of(chosen, image, wish, Files.size(upload.file())));
        } catch (NoRoomException e) {
            throw e.isPassing()
                    ? ProblemException.passing(429, e.getMessage(), LATER)
                    : new ProblemException(413, e.getMessage());
        }
    }

    /** All jobs. */
    @GET
    @Operation(operationId = "listJobs", summary = "List the jobs", description = "The newest first.")
    public List<JobDescription> list() {
        return jobs.all().stream().map(JobDescription::of).toList();
    }

    /** One job. */
    @GET
    @Path("/{id}")
    @Operation(operationId = "getJob", summary = "Say how far a job is")
    @APIResponse(
            responseCode = "200",
            description = "Where it is",
            content = @Content(schema = @Schema(implementation = JobDescription.class)))
    @APIResponse(responseCode = "404", description = UNKNOWN)
    public JobDescription get(@RestPath String id) {
        return JobDescription.of(find(id));
    }

    /** One job's enlarged image. */
    @GET
    @Path("/{id}/result")
    @Produces(MediaType.WILDCARD)
    @Operation(
            operationId = "getJobResult",
            summary = "Fetch the enlarged image of a job",
            description = "With the headers that POST /v1/upscale has.")
    @APIResponse(
            responseCode = "200",
            description = "The enlarged image",
            content = @Content(mediaType = "image/png", schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "404", description = UNKNOWN)
    @APIResponse(responseCode = "409", description = "It is not done, or has failed or was cancelled")
    @APIResponse(responseCode = "410", description = "Its result is deleted")
    public Response result(@RestPath String id) {
        Job job = find(id);
        if (job.life() instanceof JobLife.Done done) {
            return jobs.result(job)
                    .map(file -> EnlargedAnswer.of(
                            file.toFile(),
                            job.order().wish().format(),
                            job.order().model(),
                            job.order().digest(),
                            job.order().scale(),
                            done.result().enlarged()))
                    .orElseThrow(JobsResource::gone);
        }
        throw without(job);
    }

    private static ProblemException without(Job job) {
        if (job.life() instanceof JobLife.Failed failed) {
            return new ProblemException(
                    409, "The job has failed: " + failed.failure().detail());
        }
        return switch (job.life().state()) {
            case EXPIRED -> gone();
            case CANCELLED -> new ProblemException(409, "The job was cancelled");
            default ->
                ProblemException.passing(
                        409, "The job is not done; GET " + PATH + "/" + job.id() + "/events tells when it is", SOON);
        };
    }

    private static ProblemException gone() {
        return new ProblemException(410, "The result was kept until its time was over; post the image again");
    }

    /** Ends one job. */
    @DELETE
    @Path("/{id}")
    @Operation(
            operationId = "deleteJob",
            summary = "Cancel or remove a job",
            description = "One that waits or runs is cancelled; one that has ended is removed with its result.")
    @APIResponse(responseCode = "204", description = "It is cancelled or removed")
    @APIResponse(responseCode = "404", description = UNKNOWN)
    public void delete(@RestPath String id) {
        if (!jobs.end(id)) {
            throw unknown(id);
        }
    }

    private Job find(String id) {
        return jobs.find(id).orElseThrow(() -> unknown(id));
    }

    static ProblemException unknown(String id) {
        return new ProblemException(404, "No job '" + id + "'; jobs are forgotten some time after they have ended");
    }
}
