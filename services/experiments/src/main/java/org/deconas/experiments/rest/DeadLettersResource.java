package org.deconas.experiments.rest;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.deconas.experiments.domain.DeadLetterKind;
import org.deconas.experiments.projection.DeadLetterQueries;
import org.deconas.experiments.projection.DeadLetterQueries.Redrive;
import org.deconas.experiments.rest.ExperimentBodies.Listing;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Dead letters: records that are no events of an experiment, to look at and to write back. */
@Path("/v1/dead-letters")
@Produces(MediaType.APPLICATION_JSON)
public class DeadLettersResource {

    private static final Duration REDRIVE_LIMIT = Duration.ofSeconds(10);

    private final DeadLetterQueries queries;

    DeadLettersResource(DeadLetterQueries queries) {
        this.queries = queries;
    }

    @GET
    @Operation(
            summary = "The dead letters, newest first",
            description =
                    "Records that cannot be read, are of an unknown type, are refused by the database, or belong to"
                            + " an experiment that nobody requested.")
    public Uni<Listing<DeadLetterBody>> list(
            @RestQuery String topic,
            @RestQuery String kind,
            @RestQuery @DefaultValue("50") String limit,
            @RestQuery @DefaultValue("0") String offset) {
        PageRequest page = PageRequest.of(limit, offset);
        return queries.deadLetters(Optional.ofNullable(topic), kind(kind), page.limit(), page.offset())
                .map(part -> Listing.of(part, page, DeadLetterBody::of));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "A dead letter")
    public Uni<DeadLetterBody> get(@RestPath String id) {
        return queries.deadLetter(number(id))
                .onItem()
                .ifNull()
                .failWith(() -> unknown(id))
                .map(DeadLetterBody::of);
    }

    @POST
    @Path("/{id}/redrive")
    @Operation(
            summary = "Write a dead letter back to its topic",
            description = "With the key, the value and the headers that it had. It stays listed as redriven.")
    @APIResponse(responseCode = "200", description = "Written; the dead letter as it is now")
    @APIResponse(responseCode = "404", description = "There is no such dead letter")
    @APIResponse(responseCode = "409", description = "It was written back before; again=true does so once more")
    @APIResponse(responseCode = "503", description = "Kafka or the database does not answer")
    public Uni<DeadLetterBody> redrive(@RestPath String id, @RestQuery @DefaultValue("false") boolean again) {
        return queries.redrive(number(id), again, REDRIVE_LIMIT)
                .onFailure(TimeoutException.class)
                .transform(failure -> new ProblemException(
                        503, "Kafka does not answer; the dead letter may still be written back when it does"))
                .map(redrive -> {
                    if (redrive instanceof Redrive.Done done) {
                        return DeadLetterBody.of(done.letter());
                    }
                    if (redrive instanceof Redrive.DoneBefore before) {
                        throw new ProblemException(
                                409,
                                "Dead letter " + id + " was written back at "
                                        + before.letter().redrivenAt() + "; with ?again=true it is once more");
                    }
                    throw unknown(id);
                });
    }

    private static ProblemException unknown(String id) {
        return new ProblemException(404, "No dead letter '" + id + "'; GET /v1/dead-letters lists them");
    }

    private static long number(String id) {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException e) {
            throw unknown(id);
        }
    }

    private static Optional<DeadLetterKind> kind(String name) {
        if (name == null) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(DeadLetterKind.values())
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        400,
                        "kind is '" + name + "', but must be one of " + Arrays.toString(DeadLetterKind.values()))));
    }
}
