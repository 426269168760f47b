package org.deconas.experiments.rest;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.deconas.schema.ExperimentSettings.Network;
import org.deconas.schema.NetworkPrecision;
import org.deconas.search.SearchSettings;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.CellDrawing;
import org.deconas.searchspace.Complexity;
import org.deconas.searchspace.NetworkShape;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** What a sequence of bits means: its cells, what its network costs, a drawing. */
@Path("/v1/architectures/{sequence}")
public class ArchitecturesResource {

    private static final String SVG = "image/svg+xml";

    private final Commands commands;

    ArchitecturesResource(Commands commands) {
        this.commands = commands;
    }

    /**
     * An architecture.
     *
     * @param cells a line for each
     * @param fusion which features are fused; empty where all are
     * @param parameters weights and biases that take part in the output
     * @param multiplyAddsPerPixel for a pixel of the low-resolution image
     * @param multiplyAdds for an output of 1280x720
     * @param penalty in [0, 1]
     */
    public record ArchitectureBody(
            String sequence,
            List<String> cells,
            List<String> fusion,
            int filters,
            int blocks,
            int scale,
            boolean channelAttention,
            long parameters,
            long multiplyAddsPerPixel,
            long multiplyAdds,
            double penalty) {
        static ArchitectureBody of(Network network, Architecture architecture) {
            NetworkShape shape = SearchSettings.shape(network);
            Complexity complexity = Complexity.of(architecture, shape);
            return new ArchitectureBody(
                    architecture.sequence(),
                    architecture.describeCells(),
                    architecture.describeFusion(),
                    shape.filters(),
                    shape.blocks(),
                    shape.scale(),
                    shape.channelAttention(),
                    complexity.parameters(),
                    complexity.multiplyAddsPerPixel(),
                    complexity.multiplyAdds(shape.scale()),
                    complexity.penalty());
        }
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "An architecture: its cells and what its network costs",
            description =
                    "The sequence is written as 0 and 1, with or without spaces. The network is that of 'experiment', or as"
                            + " 'filters', 'blocks' and 'scale' say.")
    public Uni<ArchitectureBody> architecture(
            @RestPath String sequence,
            @RestQuery @Parameter(description = "Whose network it is; instead of the others") String experiment,
            @RestQuery @DefaultValue("64") String filters,
            @RestQuery @DefaultValue("4") String blocks,
            @RestQuery @DefaultValue("2") String scale) {
        return of(sequence, experiment, filters, blocks, scale, ArchitectureBody::of);
    }

    @GET
    @Path("/drawing.svg")
    @Produces(SVG)
    @Operation(
            summary = "The cells of an architecture as a drawing",
            description = "Parameters as for the architecture.")
    public Uni<String> drawing(
            @RestPath String sequence,
            @RestQuery String experiment,
            @RestQuery @DefaultValue("64") String filters,
            @RestQuery @DefaultValue("4") String blocks,
            @RestQuery @DefaultValue("2") String scale) {
        return of(
                sequence, experiment, filters, blocks, scale, (network, architecture) -> CellDrawing.svg(architecture));
    }

    private <T> Uni<T> of(
            String sequence,
            String experiment,
            String filters,
            String blocks,
            String scale,
            BiFunction<Network, Architecture, T> answer) {
        if (experiment == null) {
            return Uni.createFrom()
                    .item(() -> refusing(() -> {
                        int depth = PageRequest.number("blocks", blocks, 1, 32);
                        Architecture architecture = Architecture.parse(sequence, depth);
                        Network network = new Network(
                                PageRequest.number("filters", filters, 4, 1024),
                                depth,
                                architecture.space().cells(),
                                PageRequest.number("scale", scale, 2, 4),
                                true,
                                architecture.space().searchesFusion(),
                                NetworkPrecision.FLOAT32);
                        return answer.apply(network, architecture);
                    }));
        }
        return commands.known(experiment)
                .map(found -> refusing(() -> {
                    Network network = found.settings().network();
                    return answer.apply(network, Architecture.parse(SearchSettings.space(network), sequence));
                }));
    }

    private static <T> T refusing(Supplier<T> work) {
        try {
            return work.get();
        } catch (IllegalArgumentException e) {
            throw new ProblemException(400, e.getMessage());
        }
    }
}
