package org.deconas.experiments.rest;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.deconas.experiments.projection.ExperimentQueries;
import org.deconas.experiments.projection.LogEnds;
import org.deconas.experiments.replay.Archives;
import org.deconas.search.LogArchive;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** An experiment as a file that can be published. */
@Path("/v1/experiments/{id}/archive")
public class ArchiveResource {

    private static final Duration LOOK_LIMIT = Duration.ofSeconds(10);
    private static final Duration PROJECTION_LIMIT = Duration.ofSeconds(30);

    private final ExperimentQueries queries;
    private final LogEnds logEnds;
    private final Archives archives;

    ArchiveResource(ExperimentQueries queries, LogEnds logEnds, Archives archives) {
        this.queries = queries;
        this.logEnds = logEnds;
        this.archives = archives;
    }

    @GET
    @Blocking
    @Produces(LogArchive.MEDIA_TYPE)
    @Operation(
            summary = "An experiment's log as a file",
            description =
                    "A ZIP archive: events.jsonl, a CloudEvent on each line in the order of the log, then the blobs that"
                            + " 'artifacts' asks for: none, model, or all.")
    public RestResponse<StreamingOutput> export(
            @RestPath String id, @RestQuery @DefaultValue("model") String artifacts) {
        Archives.Artifacts which = which(artifacts);
        logEnds.reached(PROJECTION_LIMIT).await().indefinitely();
        if (queries.experiment(id).await().atMost(LOOK_LIMIT) == null) {
            throw ProblemException.unknownExperiment(id);
        }
        StreamingOutput archive = out -> archives.write(id, which, out);
        return RestResponse.ResponseBuilder.ok(archive)
                .header("Content-Disposition", "attachment; filename=\"" + id + ".zip\"")
                .build();
    }

    private static Archives.Artifacts which(String name) {
        return Arrays.stream(Archives.Artifacts.values())
                .filter(which -> which.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        400,
                        "artifacts is '" + name + "', but must be one of "
                                + Arrays.stream(Archives.Artifacts.values())
                                        .map(which -> which.name().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(", "))));
    }
}
