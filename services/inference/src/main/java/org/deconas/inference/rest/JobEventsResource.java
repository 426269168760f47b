package org.deconas.inference.rest;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import org.deconas.inference.jobs.Job;
import org.deconas.inference.jobs.Jobs;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;

/** How a job goes on, live. */
@Path(JobsResource.PATH + "/{id}/events")
public class JobEventsResource {

    private static final Duration BETWEEN_SIGNS = Duration.ofSeconds(15);

    private final Jobs jobs;

    JobEventsResource(Jobs jobs) {
        this.jobs = jobs;
    }

    /** Blocking: whether there is such a job has to be known before the stream begins with status 200. */
    @GET
    @Blocking
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            operationId = "watchJob",
            summary = "A job's progress: as it is now, then live",
            description = "Server-Sent Events: 'event' is the state as RUNNING, 'data' what GET /v1/jobs/{id} gives."
                    + " Ends when the job has ended. A comment every 15 s.")
    public Multi<OutboundSseEvent> events(@RestPath String id, @Context Sse sse) {
        Multi<OutboundSseEvent> changes =
                jobs.watch(id).orElseThrow(() -> JobsResource.unknown(id)).map(job -> event(job, sse));
        return SignsOfLife.among(
                changes, sse.newEventBuilder().comment("still here").build(), BETWEEN_SIGNS);
    }

    private static OutboundSseEvent event(Job job, Sse sse) {
        return sse.newEventBuilder()
                .name(job.life().state().name())
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(JobDescription.of(job))
                .build();
    }
}
