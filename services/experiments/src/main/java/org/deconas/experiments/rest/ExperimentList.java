package org.deconas.experiments.rest;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.deconas.experiments.domain.ExperimentState;
import org.deconas.experiments.projection.ExperimentFilter;
import org.deconas.experiments.projection.ExperimentFilter.SortKey;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Which experiments are to be listed, as a request says. */
public class ExperimentList {

    @QueryParam("state")
    @Parameter(description = "Where they are in their lives, as RUNNING or RUNNING,PAUSED", example = "RUNNING")
    String state;

    @QueryParam("profile")
    @DefaultValue("")
    @Parameter(description = "The profile that their settings started from")
    String profile;

    @QueryParam("name")
    @DefaultValue("")
    @Parameter(description = "What their names contain, in small letters or capitals")
    String name;

    @QueryParam("sort")
    @DefaultValue("-requestedAt")
    @Parameter(description = "requestedAt, endedAt, name or bestReward; with - before it the greatest first")
    String sort;

    ExperimentFilter filter() {
        boolean descending = sort.startsWith("-");
        return new ExperimentFilter(
                state == null
                        ? Set.of()
                        : Arrays.stream(state.split(","))
                                .map(one -> oneOf(
                                        "state",
                                        one.strip().toUpperCase(Locale.ROOT),
                                        ExperimentState.values(),
                                        Enum::name))
                                .collect(Collectors.toSet()),
                profile,
                name,
                oneOf("sort", descending ? sort.substring(1) : sort, SortKey.values(), SortKey::field),
                descending);
    }

    private static <T> T oneOf(String parameter, String given, T[] known, Function<T, String> name) {
        return Arrays.stream(known)
                .filter(one -> name.apply(one).equals(given))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        400,
                        parameter + " is '" + given + "', but must be one of "
                                + Arrays.stream(known).map(name).collect(Collectors.joining(", "))));
    }
}
