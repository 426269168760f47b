package org.deconas.experiments.rest;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import org.deconas.experiments.projection.ExperimentQueries;
import org.deconas.experiments.projection.LogEnds;
import org.deconas.experiments.replay.Archives;
import org.deconas.schema.Event;
import org.deconas.search.LogArchive;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;

/** Experiments that were exported, here or elsewhere. */
@Path("/v1/archives")
public class ImportResource {

    private static final Duration LOOK_LIMIT = Duration.ofSeconds(10);
    private static final Duration PROJECTION_LIMIT = Duration.ofMinutes(2);
    private static final Duration PUBLISH_LIMIT = Duration.ofMinutes(5);

    private final ExperimentQueries queries;
    private final LogEnds logEnds;
    private final Archives archives;

    ImportResource(ExperimentQueries queries, LogEnds logEnds, Archives archives) {
        this.queries = queries;
        this.logEnds = logEnds;
        this.archives = archives;
    }

    /** What came in. */
    public record Import(String id, String name, int events) {}

    @POST
    @Blocking
    @Consumes(LogArchive.MEDIA_TYPE)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Import an experiment that was exported, here or elsewhere",
            description = "Its log is written to Kafka under the id that it has; a replay gives the same digests.")
    @APIResponse(
            responseCode = "201",
            description = "Imported; Location says where it is to be seen",
            content = @Content(schema = @Schema(implementation = Import.class)))
    @APIResponse(responseCode = "400", description = "It is no archive of one experiment that has ended, and why")
    @APIResponse(responseCode = "409", description = "There is an experiment of that id, or was")
    public RestResponse<Import> importArchive(InputStream body) throws IOException {
        Archives.Imported imported;
        try {
            imported = archives.read(body);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(400, e.getMessage());
        }
        String id = imported.request().experimentId();
        if (queries.isDeleted(id).await().atMost(LOOK_LIMIT)) {
            throw new ProblemException(
                    409, "Experiment '" + id + "' was deleted here, and its id is not used again; import it elsewhere");
        }
        if (queries.events(id).await().atMost(LOOK_LIMIT) >= distinct(imported)) {
            throw new ProblemException(409, "Experiment '" + id + "' is here already");
        }
        archives.publish(imported).await().atMost(PUBLISH_LIMIT);
        // What is asked next is to find all of it, not what of it some topics have brought; a read model that is away
        // finds it later
        logEnds.reached(PROJECTION_LIMIT).onFailure().recoverWithNull().await().indefinitely();
        return RestResponse.ResponseBuilder.<Import>created(URI.create("/v1/experiments/" + id))
                .entity(new Import(
                        id, imported.request().name(), imported.events().size()))
                .build();
    }

    private static long distinct(Archives.Imported imported) {
        return imported.events().stream().map(Event::eventId).distinct().count();
    }
}
