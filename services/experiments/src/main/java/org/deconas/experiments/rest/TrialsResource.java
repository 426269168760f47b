package org.deconas.experiments.rest;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.deconas.experiments.domain.TrialState;
import org.deconas.experiments.projection.TrialQueries;
import org.deconas.experiments.projection.TrialQueries.Sort;
import org.deconas.experiments.projection.TrialQueries.Wish;
import org.deconas.experiments.rest.ExperimentBodies.Listing;
import org.deconas.experiments.rest.ExperimentBodies.TrialBody;
import org.deconas.schema.TrialPurpose;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** The trials of an experiment. */
@Path("/v1/experiments/{id}/trials")
@Produces(MediaType.APPLICATION_JSON)
public class TrialsResource {

    private final Commands commands;
    private final TrialQueries trials;

    TrialsResource(Commands commands, TrialQueries trials) {
        this.commands = commands;
        this.trials = trials;
    }

    @GET
    @Operation(
            summary = "An experiment's trials in the order of the search",
            description =
                    "Or some of them, by 'state' and 'purpose', in another order: 'sort', with '-' before it the highest first.")
    public Uni<Listing<TrialBody>> trials(
            @RestPath String id,
            @RestQuery @DefaultValue("100") String limit,
            @RestQuery @DefaultValue("0") String offset,
            @RestQuery @Parameter(description = "SAMPLED, MEASURED, APPLIED, FAILED or SUPERSEDED") String state,
            @RestQuery @Parameter(description = "REINFORCE or DERIVE") String purpose,
            @RestQuery @DefaultValue("place") @Parameter(description = "place, reward, psnr, penalty, state or purpose")
                    String sort) {
        PageRequest page = PageRequest.of(limit, offset);
        boolean descending = sort.startsWith("-");
        Wish wish = new Wish(
                one("state", state, TrialState.class),
                one("purpose", purpose, TrialPurpose.class),
                one("sort", descending ? sort.substring(1) : sort, Sort.class),
                descending);
        return commands.known(id)
                .chain(() -> trials.trials(id, wish, page.limit(), page.offset()))
                .map(part -> Listing.of(part, page, TrialBody::of));
    }

    /** The constant of that name in any case; null for none. */
    private static <E extends Enum<E>> E one(String parameter, String value, Class<E> type) {
        if (value == null || value.isBlank()) {
            return null;
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equalsIgnoreCase(value))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        400,
                        parameter + " is '" + value + "', but must be one of "
                                + Arrays.stream(type.getEnumConstants())
                                        .map(constant -> type == Sort.class
                                                ? constant.name().toLowerCase(Locale.ROOT)
                                                : constant.name())
                                        .collect(Collectors.joining(", "))));
    }
}
